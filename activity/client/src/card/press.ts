/** Something on a card was pressed: its action's id, the words on it, and what was chosen in it. */
export type Press = { id: string; label: string; values?: Record<string, string> };
