import { languageOf } from '@echochat/core/platform/words/words.ts';
import type { types } from '@slack/bolt';
import { type Card, card } from '../cards/card.ts';
import type { Form } from '../cards/form.ts';
import { openTurning } from '../cards/turning.ts';
import { pageWords } from '../commands/page-words.ts';
import { tellIn, wordsIn } from '../commands/words.ts';
import { type Rendered, type RenderOptions, renderCard } from './render/card.ts';
import { type Carried, cardModal, renderForm } from './render/form.ts';

/** A card to be shown, one page of it. */
export interface Sheet {
  card: Card;
  options: RenderOptions;
}

export type Body = Pick<Rendered, 'blocks' | 'text'>;

/** Cards and forms as what Slack shows, in the language of who reads them. */
export interface Showing {
  sheet(card: Card, locale: string | undefined): Sheet;
  /** The page that a button asks for; null for any other button. */
  turned(id: string, locale: string | undefined): Sheet | null;
}

/** Cards of several pages are remembered for as long as somebody may turn them. */
export function openShowing(): Showing {
  const turning = openTurning();
  return {
    sheet(shown, locale) {
      const words = pageWords(locale);
      const { pages } = renderCard(shown, { turn: (page) => `turn:${page}`, words });
      const turn = pages > 1 ? turning.keep(shown) : (page: number) => `turn:${page}`;
      return { card: shown, options: { turn, words } };
    },
    turned(id, locale) {
      const found = turning.find(id);
      if (!found) return null;
      return { card: found.card, options: { page: found.page, turn: found.turn, words: pageWords(locale) } };
    },
  };
}

/** As the body of a message. Addresses in it stay addresses, without a picture of what is there. */
export function messageOf({ card: shown, options }: Sheet): Body {
  const { blocks, text } = renderCard(shown, options);
  return { blocks, text };
}

export const modalOf = ({ card: shown, options }: Sheet, locale: string | undefined): types.ModalView =>
  cardModal(shown, options, { close: wordsIn(languageOf(locale))('slack.close') });

export const formOf = (form: Form, locale: string | undefined, carry: Omit<Carried, 'form'> = {}): types.ModalView =>
  renderForm(form, carry, { close: wordsIn(languageOf(locale))('slack.close') });

/** The Home tab. It has nothing beside it, so every card there leads back to the first one. */
export function homeOf({ card: shown, options }: Sheet, locale: string | undefined, isFirst: boolean): types.HomeView {
  const back = { id: 'echo', label: wordsIn(languageOf(locale))('echo.button'), style: 'secondary' } as const;
  const leads = isFirst || shown.actions.some(({ id }) => id === back.id);
  const all = leads ? shown : { ...shown, actions: [...shown.actions, back] };
  return { type: 'home', blocks: renderCard(all, options).blocks };
}

/** What a modal says while its answer is being made. */
export function waitingModal(locale: string | undefined): types.ModalView {
  const language = languageOf(locale);
  const words = { title: wordsIn(language)('slack.wait.title'), text: tellIn(language)('slack.wait.text') };
  const options = { turn: () => '', words: pageWords(locale) };
  return cardModal(card({ sign: '⏳', ...words }), options, { close: wordsIn(language)('slack.close') });
}

/** What is said in place of a card that Slack refuses. */
export const apology = (locale: string | undefined): Card =>
  card({
    sign: '🧩',
    tone: 'trouble',
    title: wordsIn(languageOf(locale))('problems.our_fault'),
    text: tellIn(languageOf(locale))('problems.not_shown'),
  });
