import { setTimeout as wait } from 'node:timers/promises';
import type { types } from '@slack/bolt';
import { shorten } from '../cards/markdown.ts';
import type { Answer } from '../commands/command.ts';
import { formAsCard, type Speaker } from '../commands/reception.ts';
import { type Desk, show, speakerOf, type Visit } from './desk.ts';
import { inTime } from './in-time.ts';
import { submission, whoOf } from './payload.ts';
import { readCarried, readView } from './render/form.ts';
import { formOf, modalOf, waitingModal } from './showing.ts';
import { updateModal } from './views.ts';
import { byResponseUrl, type Way } from './ways.ts';

/** An answer that is there by then is the acknowledgement itself, of the three seconds that Slack waits for one. */
const earlyMs = 1_000;
/** Slack takes the acknowledgement's window first: two changes at once might be done in either order. */
const gapMs = 500;
const maxKept = 2_000;
/** More than stands below a field. */
const maxError = 300;

type Acknowledged =
  | { response_action: 'clear' }
  | { response_action: 'update'; view: types.ModalView }
  | { response_action: 'errors'; errors: Record<string, string> };

/** A submitted form: what to acknowledge it with, within a second whatever happens, and the work that follows. */
export interface Submitted {
  ack: Promise<Acknowledged | undefined>;
  work(): Promise<void>;
}

interface Answered {
  speaker: Speaker;
  answer: Answer;
}

/**
 * Reads submitted forms. What is wrong in one is said at its field, with everything still in it. The answer of a form that
 * was opened from a card takes the card's place, and the window closes; otherwise the window itself becomes the answer, by
 * way of a moment's patience where it takes longer.
 */
export function openSubmissions(desk: Desk, whenDone: (visit: Visit) => Promise<void>) {
  // The same submission twice is one, and its answer is shown in the same place once more. A view keeps its hash when an
  // error was shown in it: what was filled in tells the next submission from the last.
  const answers = new Map<string, Promise<Answered>>();

  function answerOnce(key: string, make: () => Promise<Answered>): Promise<Answered> {
    const known = answers.get(key);
    if (known) return known;
    const made = make();
    answers.set(key, made);
    for (const oldest of answers.keys()) {
      if (answers.size <= maxKept) break;
      answers.delete(oldest);
    }
    return made;
  }

  return (body: unknown, at: number): Submitted => {
    const parsed = submission.parse(body);
    const { view } = parsed;
    const carried = readCarried(view.private_metadata);
    if (!carried) return { ack: Promise.resolve(undefined), work: async () => {} };
    const visit: Visit = { ...whoOf(parsed), triggerId: parsed.trigger_id, at };
    const values = readView(view.state?.values ?? {});
    const answering = answerOnce(`${view.id} ${view.hash} ${JSON.stringify(values)}`, async () => {
      const speaker = await speakerOf(desk, visit);
      return { speaker, answer: await desk.reception.answer(speaker, { kind: 'press', id: carried.form, values }) };
    });
    const early = inTime(answering, earlyMs);
    const errors = early.then((found) => found && errorsAt(found.answer, Object.keys(values)));
    const { responseUrl } = carried;
    const submitted =
      responseUrl === undefined
        ? inWindow(desk, visit, view.id, answering, early, whenDone)
        : inPlace(desk, visit, responseUrl, answering);
    return {
      ack: errors.then((at) => (at ? { response_action: 'errors', errors: at } : submitted.ack)),
      work: async () => ((await errors) ? undefined : submitted.work()),
    };
  };
}

/** What was wrong, at its field; null where it is none of those that are shown, and is said by a card. */
function errorsAt(answer: Answer, fields: readonly string[]): Record<string, string> | null {
  const refused = 'card' in answer ? answer.refused : undefined;
  if (!refused?.option || !fields.includes(refused.option)) return null;
  return { [refused.option]: shorten(refused.message, maxError) };
}

function inPlace(desk: Desk, visit: Visit, url: string, answering: Promise<Answered>): Submitted {
  return {
    ack: Promise.resolve({ response_action: 'clear' }),
    async work() {
      const { answer, speaker } = await answering;
      const card = 'form' in answer ? formAsCard(answer.form, speaker.locale) : answer.card;
      await show(desk, visit, speaker.locale, card, [byResponseUrl(url, { replace_original: true })]);
    },
  };
}

function inWindow(
  desk: Desk,
  visit: Visit,
  viewId: string,
  answering: Promise<Answered>,
  early: Promise<Answered | null>,
  whenDone: (visit: Visit) => Promise<void>,
): Submitted {
  const { workspaces, showing, people } = desk;
  const { teamId, userId } = visit;
  const viewOf = ({ answer, speaker: { locale } }: Answered) =>
    'form' in answer ? formOf(answer.form, locale) : modalOf(showing.sheet(answer.card, locale), locale);

  async function showLate(): Promise<void> {
    const { answer, speaker } = (await Promise.all([answering, wait(gapMs)]))[0];
    const { locale } = speaker;
    const asForm: Way = () => updateModal({ workspaces, teamId }, viewId, viewOf({ answer, speaker }));
    const asCard: Way = (sheet) => updateModal({ workspaces, teamId }, viewId, modalOf(sheet, locale));
    if ('card' in answer) return show(desk, visit, locale, answer.card, [asCard]);
    await show(desk, visit, locale, formAsCard(answer.form, locale), [asForm]);
  }
  return {
    ack: early.then((found) => ({
      response_action: 'update',
      view: found ? viewOf(found) : waitingModal(people.localeOf(teamId, userId)),
    })),
    async work() {
      if ((await early) === null) await showLate();
      await whenDone(visit);
    },
  };
}
