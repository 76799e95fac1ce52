import { z } from 'zod';
import type { Choice } from '../cards/card.ts';
import type { PlacePermissions } from '../commands/place.ts';
import { patiently } from './calls.ts';
import type { Workspaces } from './workspaces.ts';

const channel = z.object({
  id: z.string(),
  name: z.string().default(''),
  is_member: z.boolean().default(false),
  is_archived: z.boolean().default(false),
  num_members: z.number().default(0),
});
const page = z.object({
  channels: z.array(channel),
  response_metadata: z.object({ next_cursor: z.string().default('') }).optional(),
});

/** Large workspaces have tens of thousands of channels: a menu of the first pages is enough, and typing finds the rest. */
const maxPages = 3;

/** What the bot may do in a workspace's channels, asked of Slack when an organiser wants to know. `invite` says how to let it in. */
export function channelPermissions(workspaces: Workspaces, teamId: string, invite: string): PlacePermissions {
  return {
    async channels(): Promise<Choice[]> {
      const found: z.output<typeof channel>[] = [];
      let cursor = '';
      for (let count = 0; count < maxPages; count += 1) {
        const shared = { exclude_archived: true, types: 'public_channel', limit: 200 };
        const answer = await patiently(() =>
          workspaces.call(teamId, (client) => client.conversations.list(cursor ? { ...shared, cursor } : shared)),
        );
        const { channels, response_metadata: next } = page.parse(answer);
        found.push(...channels);
        cursor = next?.next_cursor ?? '';
        if (cursor === '') break;
      }
      // Where the bot is already, it can post at once; then the channels that most people read.
      return found
        .filter(({ is_archived: isArchived }) => !isArchived)
        .toSorted((a, b) => Number(b.is_member) - Number(a.is_member) || b.num_members - a.num_members)
        .map(({ id, name }) => ({ value: id, label: `#${name}` }));
    },
    async missingToAnnounce(channelId) {
      const answer = await patiently(() =>
        workspaces.call(teamId, (client) => client.conversations.info({ channel: channelId })),
      );
      const there = z.object({ channel }).parse(answer).channel;
      return there.is_member ? [] : [invite];
    },
  };
}
