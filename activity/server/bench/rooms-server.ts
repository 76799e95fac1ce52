// One end in a process of its own, so that its processor time and memory are its alone.
import { type EndName, ends } from './rooms-ends.ts';

const [name, rooms, each] = process.argv.slice(2);
const end = await ends[name as EndName](Number(rooms), Number(each));
process.send?.({ port: end.port, seats: end.seats });

let before = process.cpuUsage();
process.on('message', async (message) => {
  if (message === 'begin') before = process.cpuUsage();
  if (message === 'end') {
    const { user, system } = process.cpuUsage(before);
    process.send?.({ cpuMs: (user + system) / 1_000 });
  }
  if (message === 'memory') {
    globalThis.gc?.();
    process.send?.({ heap: process.memoryUsage().heapUsed + process.memoryUsage().external });
  }
  if (message === 'renew') process.send?.({ seats: (await end.renew?.()) ?? end.seats });
  if (message === 'close') {
    await end.close();
    process.exit(0);
  }
});
