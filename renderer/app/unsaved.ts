// The question about unsaved changes, while it is asked. What follows from the answer is the caller's.

import { create } from 'zustand';
import type { UnsavedChoice } from '../../shared/host/host.ts';

interface Question {
  readonly name: string;
  readonly answer: (choice: UnsavedChoice) => void;
}

export const useUnsavedQuestion = create<{ readonly question: Question | undefined }>()(() => ({
  question: undefined,
}));

/** Asks whether to save the changes to the document of this name. */
export function askAboutChanges(name: string): Promise<UnsavedChoice> {
  // Menus of the desktop can ask for a second thing while the first waits: the newer wish holds.
  useUnsavedQuestion.getState().question?.answer('cancel');
  return new Promise((resolve) => {
    useUnsavedQuestion.setState({
      question: {
        name,
        answer(choice) {
          useUnsavedQuestion.setState({ question: undefined });
          resolve(choice);
        },
      },
    });
  });
}
