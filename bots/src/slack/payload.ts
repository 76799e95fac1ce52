import { z } from 'zod';

// What Slack sends, parsed once. Only what is used is named; a text that may be missing is empty.

const id = z.string().min(1).max(64);
const said = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

const user = z.object({ id, name: said, username: said, team_id: said });
const team = z.object({ id, domain: said }).nullish();

export const command = z.object({
  text: said,
  team_id: id,
  channel_id: id,
  user_id: id,
  user_name: said,
  trigger_id: said,
  response_url: said,
});

export const view = z.object({
  id,
  type: z.enum(['modal', 'home']),
  hash: said,
  callback_id: said,
  private_metadata: said,
  app_installed_team_id: said,
  root_view_id: said,
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }).nullish(),
});
export type View = z.output<typeof view>;

const interaction = { user, team, trigger_id: said };

export const action = z.looseObject({ type: z.string(), action_id: z.string(), block_id: said });
export type Action = z.output<typeof action>;

export const press = z.object({
  ...interaction,
  actions: z.array(action).min(1),
  container: z
    .object({
      type: said,
      message_ts: said,
      thread_ts: said,
      channel_id: said,
      is_ephemeral: z.boolean().nullish(),
    })
    .nullish(),
  view: view.nullish(),
  response_url: said,
});
export type Press = z.output<typeof press>;

export const submission = z.object({ ...interaction, view });
export type Submission = z.output<typeof submission>;

export const typing = z.object({
  ...interaction,
  action_id: z.string(),
  block_id: said,
  value: said,
  view: view.nullish(),
});
export type Typing = z.output<typeof typing>;

export const shortcut = z.object({
  ...interaction,
  callback_id: z.string(),
  channel: z.object({ id }).nullish(),
  message: z.object({ user: said, bot_id: said, text: said, ts: said }).nullish(),
});
export type Shortcut = z.output<typeof shortcut>;

/** The envelope of an event. */
export const envelope = z.object({
  event_id: z.string().min(1).max(200),
  team_id: said,
  authorizations: z.array(z.object({ team_id: z.string().nullish() })).nullish(),
});
export const homeOpened = z.object({ user: id, tab: said });
export const directMessage = z.object({
  user: said,
  text: said,
  channel: id,
  channel_type: said,
  subtype: said,
  bot_id: said,
  ts: z.string(),
  thread_ts: said,
});
export type DirectMessage = z.output<typeof directMessage>;
export const tokensRevoked = z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }).nullish() });

/** Who does something, in which workspace. `called` is what the payload calls them. */
export interface Who {
  teamId: string;
  userId: string;
  called: string;
}

/** A modal may be used in another workspace than the one that the app is in: its own word counts. */
export const whoOf = (body: {
  user: z.output<typeof user>;
  team?: z.output<typeof team>;
  view?: View | null | undefined;
}): Who => ({
  teamId: body.view?.app_installed_team_id || body.team?.id || body.user.team_id,
  userId: body.user.id,
  called: body.user.name || body.user.username,
});

/** The workspace that an event is for: with shared channels it may come from another. */
export const teamOf = ({ authorizations, team_id: teamId }: z.output<typeof envelope>): string =>
  authorizations?.[0]?.team_id || teamId;
