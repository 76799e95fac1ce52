// npm run bench:firstmatch: whom newcomers are offered first. 500 seeded ones come to the demo community one by one, say one
// thing to teach and one to learn, and leave again. `asked` is the share of those who are first offered somebody teaching
// the wish itself, among those for whom somebody free does. One line of JSON.
import { demoCommunity } from '@echochat/prisma/seed/demo/demo-community.ts';
import { createDice } from '@echochat/prisma/seed/demo/prng.ts';
import { loadDemo } from '@echochat/prisma/seed/load-demo.ts';
import { taxonomy } from '@echochat/prisma/seed/taxonomy.ts';
import { createDatabase, openEmpty } from './community.ts';

const newcomers = Number(process.env.BENCH_NEWCOMERS ?? 500);
const zones = [
  'America/New_York',
  'America/Mexico_City',
  'Europe/Madrid',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Africa/Lagos',
];
/** What a first answer stands for: the learner's level, which a teacher has to be at least at. */
const wantedLevel = 2;

const url = process.env.DATABASE_URL;
const own = url ? await createDatabase(url) : null;
const { core } = await openEmpty(own?.url ?? null);
const { pool, prisma } = core.services.database;
const nodes = taxonomy();
const client = await pool.connect();
await loadDemo(client, demoCommunity({ seed: 1, size: 500, nodes }), new Date());
client.release();

/** Somebody who teaches exactly this and is free, as the database has it: written apart from what is measured. */
const teachers = `SELECT count(*)::int AS free FROM users u JOIN user_skills s ON s.user_id = u.id
  WHERE s.category_id = $1 AND s.type = 'teach' AND s.proficiency_level >= $2 AND u.is_matchable AND u.deleted_at IS NULL
    AND (SELECT count(*) FROM learning_partnerships p WHERE u.id IN (p.user_id_1, p.user_id_2) AND p.status = 'active') < 12
    AND (SELECT count(*) FROM learning_matches m
         WHERE u.id IN (m.user_id_1, m.user_id_2) AND m.status = 'pending' AND m.expires_at > now()) < 20`;

const dice = createDice(20_270_301);
const skills = await prisma.skillCategory.findMany({ where: { parentId: { not: null } }, orderBy: { id: 'asc' } });

const seen = { taught: 0, asked: 0, mutual: 0, nobody: 0 };
for (let nth = 0; nth < newcomers; nth += 1) {
  const handle = `newcomer_${nth}`;
  const system = core.as({ kind: 'system', name: 'bench' });
  const identity = { platform: 'playground', externalId: handle, handle, displayName: `Newcomer ${nth}` } as const;
  const { userId } = await system.auth.identify(identity);
  const [teach, learn] = [dice.pick(skills), dice.pick(skills)];
  const api = async () => core.as(await core.actor(userId, 'playground'));
  await (await api()).auth.completeOnboarding({
    skills: [
      { type: 'teach', categoryId: teach.id },
      { type: 'learn', categoryId: learn.id },
    ],
    timezone: dice.pick(zones),
  });
  const [{ free }] = (await pool.query<{ free: number }>(teachers, [learn.id, wantedLevel])).rows as [{ free: number }];
  const [first] = (await (await api()).matching.generateMatches({ limit: 3 })).matches;
  const offered = first
    ? await prisma.userSkill.count({
        where: {
          ...{ userId: first.them.userId, type: 'teach', categoryId: learn.id },
          proficiencyLevel: { gte: wantedLevel },
        },
      })
    : 0;
  if (free > 0) {
    seen.taught += 1;
    if (offered > 0) seen.asked += 1;
    if (first && first.youTeach.length > 0) seen.mutual += 1;
  }
  if (!first) seen.nobody += 1;
  await prisma.user.delete({ where: { id: userId } });
}
await core.close();
await own?.drop();
const share = (part: number, whole: number) => Math.round((1_000 * part) / Math.max(1, whole)) / 1_000;
const ratios = { asked: share(seen.asked, seen.taught), mutual: share(seen.mutual, seen.taught) };
process.stdout.write(`${JSON.stringify({ bench: 'firstmatch', newcomers, ...seen, ratios })}\n`);
