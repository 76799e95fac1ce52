import { afterAll, expect, test, vi } from 'vitest';
import { say, sentence } from './chat.ts';
import { endLeftovers, openFolders, runEcho, startEcho } from './process.ts';

// Whole processes are started here, on machines that have other things to do.
vi.setConfig({ testTimeout: 300_000 });

const folders = openFolders();
afterAll(async () => {
  await endLeftovers();
  folders.remove();
});

test('SF-6, SF-9: from outside, somebody is blocked and reported, and who runs it looks at the report and closes it', async () => {
  const environment = { DATA_DIR: folders.path('data') };
  const echo = await startEcho(environment);
  for (const [as, teaches] of [
    ['Zoe', 'Guitar'],
    ['Max', 'Python'],
  ])
    await say(echo.url, as ?? '', `/echo teach:${teaches} learn:Chess timezone:Europe/Lisbon`);
  expect((await say(echo.url, 'Max', '/profile view @zoe')).card?.title).toContain('Zoe');
  const reported = await say(echo.url, 'Zoe', '/report @max reason:spam details:"Buy my course"');
  expect(reported.card?.title).toBe('Thank you for saying so');
  const blocked = await say(echo.url, 'Zoe', '/block @max');
  expect(blocked.card?.title).toBe('Max is blocked');
  expect(sentence(await say(echo.url, 'Max', '/profile view @zoe'))).toContain('Nobody here is called');
  expect(await echo.end()).toMatchObject({ code: 0, stderr: '' });

  const reports = (...args: string[]) => runEcho(environment, 60, { program: ['start/reports-command.ts', ...args] });
  const listed = await reports('list');
  expect(listed).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^1 wait for you:\n {2}1 .* Max \(@max\) {2}spam/),
  });
  expect((await reports('show', '1')).stdout).toContain('said: Buy my course');
  expect((await reports('close', '1', 'upheld', 'Removed', 'him')).stdout).toContain('Closed:');
  expect((await reports('close', '1', 'dismissed')).stdout).toContain('closed already');
  expect((await reports('list')).stdout).toBe('No report waits for you.\n');
  expect(await reports('close', '1')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('Say what to do'),
  });
});
