import type { Core } from '@echochat/core/core.ts';
import type { SlackConfig } from '@echochat/core/platform/config.ts';
import { openClient, patiently, refusalOf, TokenStopped, type WebClient } from './calls.ts';
import { openInstallations } from './installations.ts';
import { openOwnWorkspace } from './own-workspace.ts';
import { deadTokenCodes, type TokenSource, type Workspace } from './token-source.ts';

/** The workspaces that the app is in, and the calls it makes there. */
export interface Workspaces {
  /** Null where the app is not installed. Rejects where that cannot be known now. */
  of(teamId: string): Promise<Workspace | null>;
  /**
   * Makes a call with the workspace's token, once more where the token had come to its end and another took its place.
   * Rejects with TokenStopped once the token is refused for good, with the library's own error otherwise.
   */
  call<T>(teamId: string, work: (client: WebClient) => Promise<T>): Promise<T>;
  /** What is remembered of a workspace is forgotten: it was changed or left. */
  forget(teamId: string): void;
  /** Called when the one workspace's token is refused, with a sentence for whoever runs it. */
  onEnded(tell: (sentence: string) => void): void;
}

export function openWorkspaces(core: Core, config: SlackConfig): Workspaces {
  const { log } = core.services;
  const { apiUrl, app } = config;
  const source: TokenSource =
    app.kind === 'workspace'
      ? openOwnWorkspace(openClient(apiUrl, log, app.botToken), app.botToken, log)
      : openInstallations(core, openClient(apiUrl, log), app);
  const clients = new Map<string, { token: string; client: WebClient }>();

  /** One client a workspace, made anew with each new token. */
  function clientOf(teamId: string, token: string): WebClient {
    const known = clients.get(teamId);
    if (known?.token === token) return known.client;
    const client = openClient(apiUrl, log, token);
    clients.set(teamId, { token, client });
    return client;
  }

  return {
    async of(teamId) {
      const found = await source.find(teamId);
      return found && { teamId: found.teamId, name: found.name, botUserId: found.botUserId };
    },
    async call(teamId, work) {
      const found = await source.find(teamId);
      if (!found) throw new TokenStopped('not_installed');
      let { token } = found;
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await work(clientOf(teamId, token));
        } catch (error) {
          const code = refusalOf(error);
          if (code === null || !deadTokenCodes.has(code)) throw error;
          // Some answers say so of a person who was written to. A token that Slack knows is not what is dead.
          if (code === 'account_inactive' && (await isKnown(clientOf(teamId, token)))) throw error;
          const next = attempt === 1 ? await source.replace(teamId, token, code) : null;
          if (next === null) {
            clients.delete(teamId);
            throw new TokenStopped(code);
          }
          token = next;
        }
      }
    },
    forget(teamId) {
      clients.delete(teamId);
      source.forget(teamId);
    },
    onEnded: source.onEnded,
  };
}

/** Whether Slack knows the token. Rejects where Slack cannot be asked. */
async function isKnown(client: WebClient): Promise<boolean> {
  try {
    await patiently(() => client.auth.test());
    return true;
  } catch (error) {
    if (refusalOf(error) === null) throw error;
    return false;
  }
}
