// The other end of `npm run bench:chats`, in a process of its own: a Discord whose people say a command so many times a
// second, and which notes how long each waited for the acknowledgement and for the answer.
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { startDiscord } from '../test/discord/discord.ts';

const order = z.object({ perSecond: z.number(), seconds: z.number(), warmSeconds: z.number() });

const unlimited = { perSecond: 1e9, perChannel: 1e9, channelMs: 1_000 };
const discord = await startDiscord({ limits: unlimited });
process.send?.({ apiUrl: discord.apiUrl, token: discord.token, clientId: discord.clientId });

process.on('message', async (message) => {
  const { perSecond, seconds, warmSeconds } = order.parse(message);
  await discord.gateway.ready();
  const guild = discord.guild({ name: 'Bench' });
  const people = Array.from({ length: 50 }, (_, index) => discord.person({ name: `B${index}` }));
  const said: Promise<{ acknowledged: number; answered: number }>[] = [];
  const began = performance.now();
  for (let count = 0; count < perSecond * (warmSeconds + seconds); count += 1) {
    const due = began + (count * 1_000) / perSecond;
    if (due > performance.now()) await wait(due - performance.now());
    const at = performance.now();
    const interaction = people[count % people.length]?.says(guild, 'skills list');
    if (!interaction) break;
    const first = interaction.acknowledged().then(() => performance.now() - at);
    const answer = interaction.answer().then(() => performance.now() - at);
    said.push(Promise.all([first, answer]).then(([acknowledged, answered]) => ({ acknowledged, answered })));
  }
  const all = await Promise.all(said);
  process.send?.(all.slice(perSecond * warmSeconds));
});
