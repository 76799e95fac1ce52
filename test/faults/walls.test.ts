import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerIn } from '../../bots/test/slack/answer-in.ts';
import { type Slack, startSlack, type Workspace } from '../../bots/test/slack/slack.ts';
import { type EchoProcess, endLeftovers, openFolders, startEcho } from './process.ts';

// Two companies on one EchoChat, which runs as `npm start` runs it.

const folders = openFolders();
let slack: Slack;
let echo: EchoProcess;
beforeAll(async () => {
  slack = await startSlack();
  echo = await startEcho({
    DATA_DIR: folders.path('walls'),
    SLACK_CLIENT_ID: slack.clientId,
    SLACK_CLIENT_SECRET: slack.clientSecret,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_API_URL: slack.apiUrl,
  });
  slack.connect(echo.url);
}, 120_000);
afterAll(async () => {
  await endLeftovers();
  await slack.close();
  folders.remove();
});

async function company(name: string, person: string, teach: string, learn: string) {
  const workspace: Workspace = slack.workspace({ name });
  const head = workspace.person({ name: `${person} Head`, isAdmin: true });
  expect((await workspace.installs(head)).status).toBe(200);
  const somebody = workspace.person({ name: person });
  const form = await (await somebody.runs('/echo')).modal();
  const first = await answerIn(await somebody.submits(form, { teach, learn }));
  return { head, somebody, first };
}

test('people of two workspaces do not meet, search or endorse each other until both opened up and both chose so', async () => {
  const acme = await company('Acme', 'Ada', 'Guitar', 'Python');
  const globex = await company('Globex', 'Gil', 'Python', 'Guitar');
  expect(globex.first.allText).not.toContain('Ada');
  expect(globex.first.allText).not.toContain('outside of your communities');
  const says = async (who: typeof acme.somebody, line: string) => (await (await who.runs(line)).message()).allText;
  for (const line of ['/echo profile view @ada', '/echo discover skill Guitar', '/echo match find'])
    expect(await says(globex.somebody, line)).not.toContain('Ada');

  for (const { head } of [acme, globex]) expect(await says(head, '/echo setup scope:network')).toContain('Open');
  expect(await says(acme.somebody, '/echo settings reach:network')).toContain('all open communities');
  const asking = await (await globex.somebody.runs('/echo match find')).message();
  expect(asking.allText).toContain('outside of your communities');
  expect(asking.allText).not.toContain('Ada');
  const found = await (await globex.somebody.presses(asking, 'Look further')).message();
  expect(found.allText).toContain('Ada');

  expect(await says(acme.head, '/echo setup scope:community')).toContain('Closed');
  expect(await says(globex.somebody, '/echo match list')).not.toContain('Ada');
});
