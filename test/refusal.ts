import type { EchoError } from '@echochat/core/platform/errors.ts';
import { asEchoError } from '@echochat/core/platform/procedures.ts';

/** What a call was refused with. Throws where it was not refused. */
export async function refusal(call: Promise<unknown>): Promise<EchoError> {
  let answer: unknown;
  try {
    answer = await call;
  } catch (error) {
    return asEchoError(error);
  }
  throw new Error(`expected a refusal, but was answered ${JSON.stringify(answer)}`);
}

/** The code of what a call was refused with. */
export const refusalCode = async (call: Promise<unknown>): Promise<string> => (await refusal(call)).code;
