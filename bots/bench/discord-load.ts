// The other end of `npm run bench:chats`, in a process of its own: a Discord whose people say a command.
import { startDiscord } from '../test/discord/discord.ts';
import { keepSaying, order } from './load.ts';

const discord = await startDiscord({ limits: { perSecond: 1e9, perChannel: 1e9, channelMs: 1_000 } });
process.send?.({ apiUrl: discord.apiUrl, token: discord.token, clientId: discord.clientId });

process.on('message', async (message) => {
  await discord.gateway.ready();
  const guild = discord.guild({ name: 'Bench' });
  const people = Array.from({ length: 50 }, (_, index) => discord.person({ name: `B${index}` }));
  const waits = await keepSaying(order.parse(message), (index) => {
    const interaction = people[index % people.length]?.says(guild, 'skills list');
    if (!interaction) throw new Error('nobody is there');
    return { acknowledged: interaction.acknowledged(), answered: interaction.answer() };
  });
  process.send?.(waits);
});
