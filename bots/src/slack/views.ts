import type { types } from '@slack/bolt';
import { z } from 'zod';
import { failureOf, patiently, refusalOf } from './calls.ts';
import { mayHaveArrived } from './ways.ts';
import type { Workspaces } from './workspaces.ts';

const opened = z.object({ view: z.object({ id: z.string() }) });
const usedTrigger = 'exchanged_trigger_id';
const tries = 2;

export interface Opening {
  workspaces: Workspaces;
  teamId: string;
  triggerId: string;
}

/**
 * Opens a modal by a trigger, which is good for three seconds and once. Returns the modal's id; an empty one where the
 * answer was lost but the modal is there. Rejects where no modal is shown: late, or out of reach.
 */
export async function openModal(
  { workspaces, teamId, triggerId }: Opening,
  view: types.ModalView,
  how: 'open' | 'push' = 'open',
): Promise<string> {
  let isOnItsWay = false;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await workspaces.call(teamId, (client) => client.views[how]({ trigger_id: triggerId, view }));
      return opened.parse(answer).view.id;
    } catch (error) {
      // A trigger that was used up by our own lost try has opened the modal.
      if (isOnItsWay && refusalOf(error) === usedTrigger) return '';
      isOnItsWay ||= mayHaveArrived(error);
      if (failureOf(error).kind !== 'broken' || attempt === tries) throw error;
    }
  }
}

/** Puts something else into a modal that is open. Rejects where it was closed. */
export async function updateModal(
  { workspaces, teamId }: Pick<Opening, 'workspaces' | 'teamId'>,
  viewId: string,
  view: types.ModalView,
): Promise<void> {
  await patiently(() => workspaces.call(teamId, (client) => client.views.update({ view_id: viewId, view })));
}

export async function publishHome(
  workspaces: Workspaces,
  teamId: string,
  userId: string,
  view: types.HomeView,
): Promise<void> {
  await patiently(() => workspaces.call(teamId, (client) => client.views.publish({ user_id: userId, view })));
}
