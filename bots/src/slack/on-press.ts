import type { Answer } from '../commands/command.ts';
import { formAsCard, opensAside } from '../commands/reception.ts';
import { type Desk, show, showForm, speakerOf, type Visit } from './desk.ts';
import { type Press, press, type View, whoOf } from './payload.ts';
import { readAction } from './render/action-id.ts';
import { formOf, homeOf, modalOf, type Sheet } from './showing.ts';
import { openModal, publishHome, updateModal } from './views.ts';
import { asEphemeral, byResponseUrl, inPlaceOf, type Way } from './ways.ts';

/** Where something was pressed, and how its answers are shown there. */
interface Spot {
  ways: readonly Way[];
  /** Where the answer of a form that is opened from here takes the place of what was pressed on. */
  carry: { responseUrl?: string };
  /** A modal that a form takes the place of. */
  modalId: string | null;
}

/** Answers a pressed button or a chosen entry, on a message, in a modal or on the Home tab. */
export async function onPress(desk: Desk, body: unknown, at: number): Promise<void> {
  const parsed = press.parse(body);
  const asked = readAction(parsed.actions[0]);
  if (!asked) return;
  const visit: Visit = { ...whoOf(parsed), triggerId: parsed.trigger_id, at };
  const speaker = await speakerOf(desk, visit);
  const { locale } = speaker;
  const spot = spotOf(desk, visit, parsed, asked.id, locale);
  const turned = desk.showing.turned(asked.id, locale);
  if (turned) return turn(desk, visit, turned, spot, locale);
  const answer = await desk.reception.answer(speaker, { kind: 'press', ...asked });
  await showAt(desk, visit, locale, spot, answer);
}

async function showAt(desk: Desk, visit: Visit, locale: string | undefined, spot: Spot, answer: Answer): Promise<void> {
  if ('card' in answer) return show(desk, visit, locale, answer.card, spot.ways);
  const { form } = answer;
  if (spot.modalId === null) return showForm(desk, visit, locale, form, spot.carry, spot.ways);
  try {
    await updateModal({ ...desk, ...visit }, spot.modalId, formOf(form, locale));
  } catch (error) {
    desk.log.info({ error: String(error) }, 'a form could not be shown in its modal');
    await show(desk, visit, locale, formAsCard(form, locale), []);
  }
}

async function turn(desk: Desk, visit: Visit, sheet: Sheet, { ways }: Spot, locale: string | undefined): Promise<void> {
  for (const way of ways) {
    try {
      return await way(sheet);
    } catch (error) {
      desk.log.info({ error: String(error) }, 'a page could not be shown where it belongs');
    }
  }
  await show(desk, visit, locale, sheet.card, []);
}

function spotOf(
  desk: Desk,
  visit: Visit,
  { view, container, response_url: responseUrl }: Press,
  id: string,
  locale: string | undefined,
): Spot {
  const { workspaces } = desk;
  const { teamId, userId } = visit;
  if (view?.type === 'home') return { ways: [onHome(desk, visit, locale, id === 'echo')], carry: {}, modalId: null };
  if (view) return { ways: inModal(desk, visit, view, locale, id), carry: {}, modalId: view.id };
  const { channel_id: channel = '', message_ts: ts = '', thread_ts: threadTs = '' } = container ?? {};
  const isOwn = channel.startsWith('D');
  const isEphemeral = container?.is_ephemeral === true;
  const inThread = threadTs ? { thread_ts: threadTs } : {};
  // On a card that only they see an answer takes its place, unless it is to be looked at beside it.
  if ((isOwn || isEphemeral) && !opensAside(id)) {
    return {
      ways: [
        ...(responseUrl ? [byResponseUrl(responseUrl, { replace_original: true })] : []),
        isEphemeral ? asEphemeral(workspaces, teamId, channel, userId) : inPlaceOf(workspaces, teamId, channel, ts),
      ],
      carry: responseUrl ? { responseUrl } : {},
      modalId: null,
    };
  }
  return {
    ways: [
      ...(responseUrl ? [byResponseUrl(responseUrl, { response_type: 'ephemeral', ...inThread })] : []),
      ...(isOwn ? [] : [asEphemeral(workspaces, teamId, channel, userId)]),
    ],
    carry: {},
    modalId: null,
  };
}

const onHome =
  ({ workspaces }: Desk, { teamId, userId }: Visit, locale: string | undefined, isFirst: boolean): Way =>
  (sheet) =>
    publishHome(workspaces, teamId, userId, homeOf(sheet, locale, isFirst));

/** A modal shows an answer in its own place; what is to be looked at beside it lies on top, while there is room. */
function inModal(desk: Desk, visit: Visit, view: View, locale: string | undefined, id: string): Way[] {
  const { workspaces } = desk;
  const { teamId } = visit;
  const update: Way = (sheet) => updateModal({ workspaces, teamId }, view.id, modalOf(sheet, locale));
  const push: Way = async (sheet) => {
    await openModal({ workspaces, ...visit }, modalOf(sheet, locale), 'push');
  };
  return opensAside(id) ? [push, update] : [update];
}
