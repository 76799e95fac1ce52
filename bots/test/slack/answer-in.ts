import type { Exchange } from './people.ts';
import type { SeenView } from './seen.ts';

/** What a window becomes, once it is more than "one moment", which it is first where the answer takes its time. */
export async function answerIn(exchange: Exchange): Promise<SeenView> {
  const view = await exchange.modal();
  return view.title === '⏳ One moment' || view.title === 'Un momento' ? answerIn(exchange) : view;
}
