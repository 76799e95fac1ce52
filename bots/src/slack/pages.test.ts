import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestCore, type TestCore } from '../../../test/core.ts';
import { type RunningSlack, startSlackBot } from '../../test/slack/bot.ts';
import type { SeenMessage } from '../../test/slack/seen.ts';
import { card } from '../cards/card.ts';
import { asMarkdown } from '../cards/markdown.ts';
import type { Desk } from './desk.ts';
import { onCommand } from './on-command.ts';
import { onPress } from './on-press.ts';
import { openPeople } from './people.ts';
import { homeOf, openShowing } from './showing.ts';
import { openWorkspaces } from './workspaces.ts';

let core: TestCore;
let on: RunningSlack;
beforeAll(async () => {
  core = await openTestCore();
  on = await startSlackBot(core, { everyMs: 0 });
});
afterAll(async () => {
  await on.close();
  await core.close();
});

const long = card({
  sign: '📚',
  title: 'Long',
  text: asMarkdown('Much of it.'),
  rows: Array.from({ length: 90 }, (_, index) => ({ title: `Row ${index}.`, text: asMarkdown('x') })),
});

/** A desk where everything is answered with a card of several pages. */
function desk(): Desk {
  const { slack, workspace } = on;
  const app = { kind: 'workspace' as const, botToken: workspace.installDirectly() };
  const workspaces = openWorkspaces(core, { app, apiUrl: slack.apiUrl, signingSecret: 's', appToken: null });
  const reception: Desk['reception'] = { answer: async () => ({ card: long }), suggest: async () => [] };
  return { reception, workspaces, people: openPeople(workspaces), showing: openShowing(), log: core.services.log };
}

describe('a card of several pages', () => {
  test('is turned in its place, back and forth', async () => {
    const { slack, workspace } = on;
    const mei = workspace.person({ name: 'Mei' });
    const channel = workspace.channel('general').id;
    const at = desk();
    const answerTo = (message: SeenMessage | null) => {
      const known = slack.world.messages.find(({ ts }) => ts === message?.ts) ?? null;
      const id = `R${slack.world.responses.size}`;
      const until = Date.now() + 60_000;
      slack.world.responses.set(id, { personId: mei.id, channelId: channel, message: known, uses: 0, until });
      return `${new URL(slack.apiUrl).origin}/response/${id}`;
    };
    const who = { team_id: workspace.teamId, channel_id: channel, user_id: mei.id, user_name: 'mei', trigger_id: '' };
    await onCommand(at, { ...who, text: 'x', response_url: answerTo(null) }, Date.now());
    let page = await mei.message(0);
    const turn = async (label: RegExp) => {
      const button = page.buttons.find((one) => label.test(one.label));
      const before = mei.messages().length;
      const body = {
        user: { id: mei.id, name: 'mei', team_id: workspace.teamId },
        team: { id: workspace.teamId },
        actions: [{ type: 'button', action_id: button?.actionId, value: button?.value }],
        container: { type: 'message', message_ts: page.ts, channel_id: channel, is_ephemeral: true },
        response_url: answerTo(page),
      };
      await onPress(at, body, Date.now());
      page = await mei.message(before);
    };
    expect(page.allText).toContain('Row 0.');
    await turn(/Next/);
    expect(page).toMatchObject({ edits: 1 });
    expect(page.allText).not.toContain('Row 0.');
    await turn(/Previous/);
    expect(page).toMatchObject({ edits: 2 });
    expect(page.allText).toContain('Row 0.');
  });

  test('that is not remembered is not turned', () => {
    const showing = openShowing();
    expect(showing.turned('turn.000000000000:2', 'en')).toBeNull();
    expect(showing.turned('match.list', 'en')).toBeNull();
  });

  test('on the Home tab has a way back once', () => {
    const options = openShowing().sheet(long, 'es-ES').options;
    const labels = (isFirst: boolean) => JSON.stringify(homeOf({ card: long, options }, 'es-ES', isFirst));
    expect(labels(true)).not.toContain('"value":"echo"');
    expect(labels(false).match(/"value":"echo"/g)).toHaveLength(1);
  });
});
