import { DiscordSDK } from '@discord/embedded-app-sdk';
import { type ActivityEntry, activityClient, enterActivity, Refused } from '../server/rooms.ts';

const readyMs = 15_000;

/** Discord's side of the Activity. What an older Discord does not know changes nothing. */
export class DiscordFrame {
  readonly #sdk: DiscordSDK;
  readonly #clientId: string;

  private constructor(sdk: DiscordSDK, clientId: string) {
    this.#sdk = sdk;
    this.#clientId = clientId;
  }

  /** Resolves once Discord has answered. Rejects with Refused where it, or our server, does not. */
  static async open(): Promise<DiscordFrame> {
    const clientId = await activityClient();
    const sdk = new DiscordSDK(clientId, { disableConsoleLogOverride: true });
    const late = new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Refused('discord_silent')), readyMs);
    });
    await Promise.race([sdk.ready(), late]);
    const frame = new DiscordFrame(sdk, clientId);
    // A small picture in a corner can still be drawn on.
    void tried(sdk.commands.setConfig({ use_interactive_pip: true }));
    return frame;
  }

  /** Who this person is, by Discord's own word to our server; and the room that this Activity shows. */
  async signIn(roomId?: number): Promise<ActivityEntry> {
    const asked = { client_id: this.#clientId, response_type: 'code', state: '', prompt: 'none', scope: ['identify'] };
    const { code } = await this.#sdk.commands
      .authorize(asked as Parameters<DiscordSDK['commands']['authorize']>[0])
      .catch(() => Promise.reject(new Refused('discord_refused')));
    const entry = await enterActivity(code, this.#sdk.instanceId, roomId);
    void tried(this.#sdk.commands.authenticate({ access_token: entry.accessToken }));
    return entry;
  }

  /** An Activity may not open pages by itself: Discord asks the person and does it. */
  openLinksOutside(): () => void {
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[target="_blank"]') : null;
      const href = link?.getAttribute('href') ?? '';
      if (!/^(https?|mailto):/.test(href)) return;
      event.preventDefault();
      void tried(this.#sdk.commands.openExternalLink({ url: href }));
    };
    document.addEventListener('click', onClick);
    return () => document.removeEventListener('click', onClick);
  }
}

/** A command that an old Discord answers by INVALID_COMMAND, or a person may refuse: nothing depends on it. */
async function tried(command: Promise<unknown>): Promise<void> {
  await command.catch(() => {});
}
