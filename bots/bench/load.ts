import { setTimeout as wait } from 'node:timers/promises';
import type { Core } from '@echochat/core/core.ts';
import { z } from 'zod';

/** How often people say something, for how long, and for how long before it counts. */
export const order = z.object({ perSecond: z.number(), seconds: z.number(), warmSeconds: z.number() });
export type Order = z.output<typeof order>;

/** Milliseconds that somebody waited for the acknowledgement and for the answer. */
export const waits = z.array(z.object({ acknowledged: z.number(), answered: z.number() }));
export type Waits = z.output<typeof waits>;

/** Brings something up that answers a chat. `begin` is what the chat's people have to know beside the order. */
export type Start = (core: Core, told: unknown) => Promise<{ begin: object; stop(): Promise<void> }>;

/** Lets people say something at an even pace, whatever becomes of what was said before; gives what counts. */
export async function keepSaying(
  { perSecond, seconds, warmSeconds }: Order,
  say: (index: number) => { acknowledged: Promise<unknown>; answered: Promise<unknown> },
): Promise<Waits> {
  const said: Promise<Waits[number]>[] = [];
  const began = performance.now();
  for (let index = 0; index < perSecond * (warmSeconds + seconds); index += 1) {
    const due = began + (index * 1_000) / perSecond;
    if (due > performance.now()) await wait(due - performance.now());
    const at = performance.now();
    const { acknowledged, answered } = say(index);
    const since = () => performance.now() - at;
    said.push(
      Promise.all([acknowledged.then(since), answered.then(since)]).then(([first, last]) => ({
        acknowledged: first,
        answered: last,
      })),
    );
  }
  const all = await Promise.all(said);
  return all.slice(perSecond * warmSeconds);
}
