import type { types } from '@slack/bolt';
import { readActionId } from '../cards/action-id.ts';
import { type Desk, speakerOf } from './desk.ts';
import { inTime } from './in-time.ts';
import { typing, whoOf } from './payload.ts';
import { optionsOf } from './render/card.ts';
import { readCarried } from './render/form.ts';

/** Slack shows a failure after three seconds; an empty list is better than that. */
const deadlineMs = 1_500;

/** What may be meant by what has been typed into a form's field so far. */
export async function onTyping(desk: Desk, body: unknown): Promise<types.PlainTextOption[]> {
  const parsed = typing.parse(body);
  const form = readCarried(parsed.view?.private_metadata ?? '')?.form;
  const path = form === undefined ? undefined : readActionId(form)?.path;
  if (path === undefined) return [];
  const suggesting = speakerOf(desk, whoOf(parsed)).then((speaker) =>
    desk.reception.suggest(speaker, path, parsed.block_id, parsed.value),
  );
  return optionsOf((await inTime(suggesting, deadlineMs)) ?? []);
}
