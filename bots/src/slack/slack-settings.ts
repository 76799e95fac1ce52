import type { SlackConfig } from '@echochat/core/platform/config.ts';

/** What the environment says of Slack, and where we are from outside. */
export type SlackSettings = SlackConfig & { publicUrl: string | null };
