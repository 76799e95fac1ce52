import type { Markdown } from './markdown.ts';

/** violet acts, coral teaches, teal learns, sun celebrates, red is trouble. */
export type Tone = 'act' | 'teach' | 'learn' | 'celebrate' | 'trouble';

/** Characters that every chat shows of a button's label: Slack's 75. */
export const maxLabelLength = 75;

/** A button. Its id is a command with its arguments, as `actionId` writes it; pressing runs that command. */
export interface Action {
  id: string;
  label: string;
  style: 'primary' | 'secondary' | 'danger';
}

/**
 * A menu. Choosing runs the command of `id` with the chosen value as its `option`. Of `channels`, the chat itself offers
 * what there is to choose; where it cannot, the choices stand.
 */
export interface Select {
  id: string;
  option: string;
  label: string;
  choices: Choice[];
  of?: 'channels';
}

export interface Choice {
  value: string;
  label: string;
  description?: string;
}

/** A way out of the chat. */
export interface Link {
  label: string;
  url: string;
}

/** One entry of a list, with at most one action of its own. */
export interface Row {
  sign?: string;
  title: string;
  text: Markdown;
  tone?: Tone;
  action?: Action;
}

/** The neutral answer: what every chat renders in its own way. Titles, names and labels are plain text. */
export interface Card {
  /** One emoji. */
  sign: string;
  title: string;
  tone: Tone;
  text: Markdown;
  picture?: { url: string; alt: string };
  /** Up to four facts. */
  fields: { name: string; value: Markdown }[];
  rows: Row[];
  /** Where the card leads outside of the chat, up to five; the first is the one thing to do next. */
  links: Link[];
  /** The first primary one is the one thing to do next. */
  actions: Action[];
  selects: Select[];
  footer?: string;
}

type Given = Pick<Card, 'sign' | 'title' | 'text'> & Partial<Card>;

/** A card with what is not said left empty. */
export const card = (given: Given): Card => ({
  tone: 'act',
  fields: [],
  rows: [],
  links: [],
  actions: [],
  selects: [],
  ...given,
});
