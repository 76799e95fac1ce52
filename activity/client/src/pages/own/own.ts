import { createContext, useContext } from 'react';
import type { Own } from '../../server/own-pages.ts';

export interface OwnState extends Own {
  /** In which the hours are shown. */
  zone: string;
  chooseZone: (zone: string) => void;
  /** News come by themselves. Where that changes, every page looks again how often it asks. */
  isLive: boolean;
}

export const OwnContext = createContext<OwnState | null>(null);

/** Whose pages these are, for what is shown inside of them. */
export function useOwn(): OwnState {
  const own = useContext(OwnContext);
  if (own === null) throw new Error('shown outside of a person’s own pages');
  return own;
}
