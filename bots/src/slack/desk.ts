import type { Log } from '@echochat/core/platform/log.ts';
import { languageOf } from '@echochat/core/platform/words/words.ts';
import type { Card } from '../cards/card.ts';
import type { Form } from '../cards/form.ts';
import { formAsCard, type Reception, type Speaker } from '../commands/reception.ts';
import { wordsIn } from '../commands/words.ts';
import { refusalOf } from './calls.ts';
import { channelPermissions } from './channels.ts';
import { inTime } from './in-time.ts';
import { conversationWith, postOnce } from './letters.ts';
import type { Who } from './payload.ts';
import type { People } from './people.ts';
import type { Carried } from './render/form.ts';
import { formOf, messageOf, type Showing } from './showing.ts';
import { openModal } from './views.ts';
import { showBy, type Way } from './ways.ts';
import type { Workspaces } from './workspaces.ts';

/** A trigger lives three seconds, some of which are over when it arrives. */
const triggerMs = 2_400;
const workspaceMs = 900;

/** What everything that answers people works with. */
export interface Desk {
  reception: Reception;
  workspaces: Workspaces;
  people: People;
  showing: Showing;
  log: Log;
}

/** Somebody did something: who, and when it arrived (milliseconds since 1970). */
export interface Visit extends Who {
  triggerId: string;
  at: number;
}

/** Who speaks, as Slack vouches for them. What cannot be asked now is left out. */
export async function speakerOf({ people, workspaces }: Desk, { teamId, userId, called }: Who): Promise<Speaker> {
  const [member, workspace] = await Promise.all([
    people.find(teamId, userId, called),
    inTime(workspaces.of(teamId), workspaceMs),
  ]);
  const { isOrganiser, ...known } = member;
  const invite = wordsIn(languageOf(known.locale))('slack.invite');
  const permissions = channelPermissions(workspaces, teamId, invite);
  return {
    platform: 'slack',
    workspaceId: teamId,
    externalId: userId,
    ...known,
    ...(workspace && isOrganiser !== null
      ? { community: { externalId: teamId, name: workspace.name, isOrganiser, permissions } }
      : {}),
  };
}

/** Shows a card by the first of the ways that works, and as a direct message where none does. */
export function show(
  desk: Desk,
  visit: Visit,
  locale: string | undefined,
  card: Card,
  ways: readonly Way[],
): Promise<void> {
  const { showing, log } = desk;
  return showBy([...ways, byDirectMessage(desk, visit)], card, locale, showing, log);
}

/** Opens a form while there is time; else it is a card whose button opens it anew. */
export async function showForm(
  desk: Desk,
  visit: Visit,
  locale: string | undefined,
  form: Form,
  carry: Omit<Carried, 'form'>,
  ways: readonly Way[],
): Promise<void> {
  if (!(await isOpened(desk, visit, formOf(form, locale, carry))))
    await show(desk, visit, locale, formAsCard(form, locale), ways);
}

/** Whether a modal could be opened by what somebody did. */
export async function isOpened(desk: Desk, visit: Visit, view: ReturnType<typeof formOf>): Promise<boolean> {
  const { workspaces, log } = desk;
  if (visit.triggerId === '' || Date.now() - visit.at > triggerMs) return false;
  try {
    await openModal({ workspaces, ...visit }, view);
    return true;
  } catch (error) {
    const isLate = refusalOf(error)?.endsWith('trigger_id') ?? false;
    log[isLate ? 'debug' : 'warn']({ error: String(error) }, 'a modal could not be opened');
    return false;
  }
}

/** In the conversation with the app, which everybody has: the last resort. */
const byDirectMessage =
  ({ workspaces }: Desk, { teamId, userId, triggerId, at }: Visit): Way =>
  async (sheet) => {
    const channel = await conversationWith(workspaces, teamId, userId);
    await postOnce(workspaces, { teamId, channel, body: messageOf(sheet), nonce: triggerId || `${userId}.${at}` });
  };
