import { Agent, request } from 'node:http';
import { openWebServer, type WebServer } from '@echochat/activity-server/web-server.ts';
import { appRouter } from '@echochat/core/api.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openTestCore, type TestCore } from './core.ts';
import { type RawRequest, requestOf } from './hostile/requests.ts';
import { inputLike } from './hostile/values.ts';
import { matchRow, partnershipRow, subscribe } from './rows.ts';

// Every procedure over real HTTP, asked by strangers, with bad tokens and by members, with whatever may be wrong. Whatever
// they send, nothing of ours breaks: no answer is a 500, and each is one that a program can read.

const runs = Math.max(8, Math.ceil(Number(process.env.FUZZ_RUNS ?? 0) / 75));

let core: TestCore;
let web: WebServer;
let port = 0;
const members: string[] = [];
const agent = new Agent({ keepAlive: true });

beforeAll(async () => {
  core = await openTestCore();
  // Each request comes from a client of its own, so that none is kept out by what others did.
  web = openWebServer(core, { roles: ['web'], version: 'test', isReady: async () => true }, { trustProxy: 1 });
  port = await web.listen(0, '127.0.0.1');
  const people = await Promise.all(
    ['Ana', 'Bo', 'Cleo', 'Dan', 'Eva', 'Fay'].map((name) =>
      core.learner(name, { teaches: { Guitar: 7, Python: 4 }, learns: { Spanish: 3 } }),
    ),
  );
  for (const person of people) {
    await subscribe(core, person.userId, 'enterprise');
    const api = await person.api();
    const at = (days: number) => new Date(core.clock.now().add({ hours: 24 * days + person.userId }).epochMilliseconds);
    await api.rooms.createRoom({ title: `A room of ${person.handle}` });
    await api.sessions.createSession({ title: `A session of ${person.handle}`, scheduledAt: at(2), isPublic: true });
    await api.goals.createGoal({ title: 'Play a song' });
    members.push((await api.auth.createToken()).token);
  }
  const [ana, bo, cleo] = people;
  if (!ana || !bo || !cleo) throw new Error('nobody is there');
  await matchRow(core, ana.userId, cleo.userId);
  await partnershipRow(core, ana.userId, bo.userId);
});
afterAll(async () => {
  agent.destroy();
  await web.close(500);
  await core.close();
});

interface Answered {
  status: number;
  headers: Record<string, unknown>;
  text: string;
}

function send({ method, path, headers, body }: RawRequest, authorization: string | null, client: string) {
  return new Promise<Answered>((resolve, reject) => {
    const asked = request(
      {
        ...{ host: '127.0.0.1', port, agent, method, path },
        headers: {
          ...headers,
          'x-forwarded-for': client,
          ...(authorization === null ? {} : { authorization }),
          ...(body === null ? {} : { 'content-length': Buffer.byteLength(body) }),
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
          // A stream goes on for as long as one listens.
          if (String(response.headers['content-type']).startsWith('text/event-stream')) response.destroy();
        });
        response.on('close', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      },
    );
    asked.on('error', reject);
    asked.end(body ?? undefined);
  });
}

const refusal = z.object({
  error: z.object({ json: z.object({ data: z.object({ code: z.string(), httpStatus: z.number() }) }) }),
});

/** The codes of what was refused, of each call of a batch. */
function codesOf(text: string): string[] {
  const answers = [JSON.parse(text)].flat();
  return answers.flatMap((answer) => {
    const read = refusal.safeParse(answer);
    return read.success ? [read.data.error.json.data.code] : [];
  });
}

type Who = 'guest' | 'bad token' | 'member';
const badTokens = fc.constantFrom(
  '',
  'Bearer',
  'Bearer ',
  'Bearer x',
  'Bearer a.b.c',
  'Bearer null',
  'Basic dXNlcjpwYXNz',
  `Bearer ${'x'.repeat(5_000)}`,
  'Bearer eyJhbGciOiJub25lIn0.eyJ1c2VySWQiOjF9.',
);
const address = fc.ipV4();
const isJson = ({ headers }: Answered) => String(headers['content-type']).startsWith('application/json');

const definition = z.object({
  type: z.enum(['query', 'mutation', 'subscription']),
  inputs: z.array(z.custom<z.ZodType>((one) => one instanceof z.ZodType)),
});
const procedures = Object.entries<unknown>(appRouter._def.procedures).map(([name, procedure]) => {
  const { type, inputs } = definition.parse(Reflect.get(Object(procedure), '_def'));
  return { name, isQuery: type !== 'mutation', inputs };
});

test.each(procedures)('$name', { timeout: 600_000 }, async ({ name, isQuery, inputs }) => {
  const given = fc.tuple(
    requestOf(name, isQuery, inputLike(inputs)),
    fc.constantFrom<Who>('guest', 'bad token', 'member', 'member', 'member'),
    badTokens,
    address,
    fc.nat(),
  );
  await fc.assert(
    fc.asyncProperty(given, async ([asked, who, bad, client, which]) => {
      const token = who === 'bad token' ? bad : who === 'member' ? `Bearer ${members[which % members.length]}` : null;
      const answer = await send(asked, token, client);
      // An embedded database may be too busy for a batch at once, and says so.
      if (answer.status !== 503) expect(answer.status, answer.text.slice(0, 500)).toBeLessThan(500);
      expect(answer.status).toBeGreaterThanOrEqual(200);
      if (asked.method === 'HEAD' || !isJson(answer) || 'trpc-accept' in asked.headers) return;
      expect(codesOf(answer.text)).not.toContain('internal');
      if (answer.status >= 400) expect(answer.text).toMatch(/"code":"[a-z_]+"/);
      if (who === 'bad token') expect([401, 405, 413, 400, 404]).toContain(answer.status);
    }),
    { numRuns: runs, endOnFailure: true },
  );
});

test('all of it is asked of procedures that are there, and the server goes on', async () => {
  expect(procedures.length).toBeGreaterThan(100);
  const health = await send({ method: 'GET', path: '/readyz', headers: {}, body: null }, null, '203.0.113.1');
  expect(health.status).toBe(200);
});
