// How the user set the table of layers up: it outlives the panel's closing, and ends with the session.

import { create } from 'zustand';
import type { Sorting } from './table.ts';

interface TableViewState {
  /** What is sought, as it was typed. */
  readonly query: string;
  readonly grouped: boolean;
  /** Undefined for the order of computing. */
  readonly sorting: Sorting | undefined;
}

export const useTableView = create<TableViewState>()(() => ({
  query: '',
  grouped: true,
  sorting: undefined,
}));
