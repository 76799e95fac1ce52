// npm run bench: what a command costs through the whole path (HTTP, dispatch, procedures, database, card), as ratios
// against a bare HTTP answer of a constant, measured in the same run. With 10,000 learners, on the embedded database
// and, where DATABASE_URL or a local server answers, on PostgreSQL.
import { createServer } from 'node:http';
import { openWebServer } from '@echochat/activity-server/web-server.ts';
import { openPlayground } from '../src/playground/router.ts';
import { type Community, openCommunity } from './community.ts';
import { type Measured, measure } from './measure.ts';

const learners = Number(process.env.BENCH_LEARNERS ?? 10_000);
const calls = Number(process.env.BENCH_CALLS ?? 150);
/** Calls by others first, so that what is measured is a process that has been running: as many as a minute holds. */
const warm = { light: 1_000, heavy: 60 };

async function bareAnswer(): Promise<Measured> {
  const server = createServer((_request, response) => response.end('{"card":"constant"}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const post = () =>
    fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: '{"as":"x","line":"/x"}' }).then((answer) =>
      answer.text(),
    );
  const measured = await measure(Array.from({ length: 500 }), 200, post);
  server.closeAllConnections();
  server.close();
  return measured;
}

async function commandCosts(community: Community): Promise<Record<string, Measured>> {
  const web = openWebServer(community.core, { roles: ['web'], version: 'bench', isReady: async () => true });
  const playground = openPlayground(community.core, {
    publicHost: null,
    isOnPurpose: false,
    trustProxy: 0,
    isLocal: web.isLocal,
  });
  web.app.use(playground.router);
  const port = await web.listen(0, '127.0.0.1');
  const run = (line: string) => async (as: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/playground/run`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ as, line }),
    });
    const text = await answer.text();
    if (!text.startsWith('{"card"')) throw new Error(`${line} as ${as}: ${text.slice(0, 200)}`);
  };
  const people = (first: number) => [
    ...community.handles.slice(calls, calls + first),
    ...community.handles.slice(0, calls),
  ];
  const light = (line: string) => measure(people(warm.light), warm.light, run(line));
  const heavy = (line: string) => measure(people(warm.heavy), warm.heavy, run(line));
  const costs = {
    '/skills list': await light('/skills list'),
    '/match find': await heavy('/match find limit:5'),
    '/match find again': await heavy('/match find limit:5'),
  };
  playground.close();
  await web.close(100);
  return costs;
}

function report(title: string, bare: Measured, costs: Record<string, Measured>): void {
  console.log(`\n${title}`);
  console.log('  command              median    × bare   p95       processor  without bare');
  for (const [name, cost] of Object.entries(costs)) {
    const ms = (value: number) => `${value.toFixed(2)} ms`.padEnd(9);
    const own = cost.cpu - bare.cpu;
    console.log(
      `  ${name.padEnd(20)} ${ms(cost.median)} ${`${(cost.median / bare.median).toFixed(1)}`.padEnd(8)} ${ms(cost.p95)} ${ms(cost.cpu)}  ${ms(own)}`,
    );
  }
}

const bare = await bareAnswer();
console.log(
  `bare HTTP answer: median ${bare.median.toFixed(2)} ms, processor ${bare.cpu.toFixed(2)} ms (client and server in one process)`,
);

const embedded = await openCommunity(null, learners);
const embeddedCosts = await commandCosts(embedded);
report(`embedded PostgreSQL, ${learners} learners (the database is part of the processor time)`, bare, embeddedCosts);
await embedded.close();

const url = process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/postgres';
const server = await openCommunity(url, learners).catch(() => null);
if (server) {
  const costs = await commandCosts(server);
  report(`PostgreSQL, ${learners} learners ("without bare" is our own share, Prisma's included)`, bare, costs);
  console.log('\nembedded against PostgreSQL, medians');
  for (const [name, cost] of Object.entries(costs))
    console.log(`  ${name.padEnd(20)} ${((embeddedCosts[name]?.median ?? 0) / cost.median).toFixed(1)} ×`);
  await server.close();
} else {
  console.log('\nNo PostgreSQL answered (DATABASE_URL), so there is nothing to compare with.');
}
process.exit(0);
