// The other end of `npm run bench:chats`, in a process of its own: a Slack whose people say a command. Each says it in
// turn, so that the answer that arrives is theirs.
import { z } from 'zod';
import { startSlack } from '../test/slack/slack.ts';
import { keepSaying, order } from './load.ts';

const start = order.extend({ appUrl: z.string() });

const slack = await startSlack();
const workspace = slack.workspace({ name: 'Bench' });
process.send?.({ apiUrl: slack.apiUrl, signingSecret: slack.signingSecret, botToken: workspace.installDirectly() });

process.on('message', async (message) => {
  const { appUrl, ...given } = start.parse(message);
  slack.connect(appUrl);
  const general = workspace.channel('general');
  const people = Array.from({ length: 500 }, (_, index) => workspace.person({ name: `B${index}` }));
  const waits = await keepSaying(given, (index) => {
    const said = people[index % people.length]?.runs('/echo skills list', general);
    if (!said) throw new Error('nobody is there');
    return { acknowledged: said, answered: said.then((exchange) => exchange.message()) };
  });
  process.send?.(waits);
});
