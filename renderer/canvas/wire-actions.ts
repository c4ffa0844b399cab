// What a wire on the canvas may ask for; undefined where the level cannot be edited.

import { createContext, useContext } from 'react';

type Insert = (edge: string, clientX: number, clientY: number) => void;

export const InsertingContext = createContext<Insert | undefined>(undefined);

export function useInserting(): Insert | undefined {
  return useContext(InsertingContext);
}
