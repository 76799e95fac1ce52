import type { Log } from '@echochat/core/platform/log.ts';
import { z } from 'zod';
import { patiently, refusalOf, TokenStopped, type WebClient } from './calls.ts';
import { deadTokenCodes, type TokenSource, type Workspace } from './token-source.ts';

const self = z.object({ team_id: z.string(), team: z.string(), user_id: z.string() });

/** The one workspace whose token stands in the environment. Who it is, is asked of Slack when it is first needed. */
export function openOwnWorkspace(client: WebClient, token: string, log: Log): TokenSource {
  const listeners: ((sentence: string) => void)[] = [];
  let asking: Promise<Workspace> | null = null;
  let refusedFor: string | null = null;

  function stop(code: string): void {
    if (refusedFor !== null) return;
    refusedFor = code;
    log.error({ code }, 'Slack refuses the bot’s token: nothing more is sent with it');
    for (const tell of listeners) tell(sentenceFor(code));
  }

  async function ask(): Promise<Workspace> {
    try {
      const { team_id: teamId, team: name, user_id: botUserId } = self.parse(await patiently(() => client.auth.test()));
      return { teamId, name, botUserId };
    } catch (error) {
      asking = null;
      const code = refusalOf(error);
      if (code === null || !deadTokenCodes.has(code)) throw error;
      stop(code);
      throw new TokenStopped(code);
    }
  }

  return {
    async find(teamId) {
      if (refusedFor !== null) throw new TokenStopped(refusedFor);
      asking ??= ask();
      const own = await asking;
      return teamId === own.teamId ? { ...own, token } : null;
    },
    async replace(_teamId, _refused, code) {
      stop(code);
      return null;
    },
    forget: () => {},
    onEnded: (tell) => listeners.push(tell),
  };
}

const sentenceFor = (code: string): string =>
  `Slack refuses the token (${code}). Install the app in the workspace again and copy the Bot User OAuth Token into SLACK_BOT_TOKEN.`;
