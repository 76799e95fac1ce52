import { commands } from '../../commands/registry.ts';

/** Where the app's requests go, and how it is reached. */
export interface ManifestOptions {
  /** The address of EchoChat from outside, without a slash at its end. */
  publicUrl: string;
  /** For trying it out: Slack is reached by a WebSocket, and no address is needed. */
  socketMode: boolean;
}

/**
 * What the app may do, each for a reason: answer the command; write to people and channels; open a conversation with
 * somebody, and look there whether a message whose answer was lost has arrived; know a person's name, language, zone and
 * whether they manage the workspace; name the channels that news may be told in.
 */
export const botScopes = [
  'commands',
  'chat:write',
  'im:write',
  'im:history',
  'users:read',
  'channels:read',
  'groups:read',
] as const;

/** The shortcuts, by the names that they come back with. */
export const shortcuts = {
  home: 'echo_home',
  profile: 'person_profile',
  report: 'report_person',
  reportMessage: 'report_message',
} as const;

/** What each event is for: the Home tab, words in the app's messages, and the day on which the app is removed. */
const events = ['app_home_opened', 'message.im', 'app_uninstalled', 'tokens_revoked'] as const;

/** The app as Slack creates it from a file, made from the list of commands. */
export function manifestFor({ publicUrl, socketMode }: ManifestOptions) {
  const requests = `${publicUrl}/slack/events`;
  const url = socketMode ? {} : { url: requests };
  return {
    display_information: {
      name: 'EchoChat',
      description: 'Find the partner whose skills fit yours, and learn from each other',
      background_color: '#5B3DF0',
      long_description: [
        'EchoChat is a peer-to-peer learning network that lives in chat. Say what you can teach and what you want to',
        'learn; EchoChat finds the partner, or the circle of three, whose skills fit, and says why. There are no',
        'teachers: everyone is both. What you learn, echoes. It reaches people on Slack and on Discord alike.',
      ].join(' '),
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'EchoChat', always_online: true },
      slash_commands: [
        {
          command: '/echo',
          ...url,
          description: 'Your home: what you teach, what you learn, who with',
          usage_hint: usageHint(),
          // Mentions come as <@U1|name>, so that they name somebody for certain.
          should_escape: true,
        },
      ],
      shortcuts: [
        {
          name: 'Learn with somebody',
          type: 'global',
          callback_id: shortcuts.home,
          description: 'Your home in EchoChat',
        },
        {
          name: 'Learning profile',
          type: 'message',
          callback_id: shortcuts.profile,
          description: 'What the writer teaches and learns',
        },
        {
          name: 'Report somebody',
          type: 'global',
          callback_id: shortcuts.report,
          description: 'Ask for help about somebody who does harm',
        },
        {
          name: 'Report message',
          type: 'message',
          callback_id: shortcuts.reportMessage,
          description: 'Ask for help about this message; its writer never learns of it',
        },
      ],
    },
    oauth_config: {
      ...(socketMode ? {} : { redirect_urls: [`${publicUrl}/slack/oauth_redirect`] }),
      scopes: { bot: [...botScopes] },
    },
    settings: {
      event_subscriptions: { ...(socketMode ? {} : { request_url: requests }), bot_events: [...events] },
      interactivity: {
        is_enabled: true,
        ...(socketMode ? {} : { request_url: requests, message_menu_options_url: requests }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: socketMode,
      // A token of one workspace stands in the environment, where nobody could renew it.
      token_rotation_enabled: !socketMode,
    },
  };
}

/** "match find · skills add · help", as much as fits into Slack's hint. */
function usageHint(): string {
  const groups = [...new Set(commands.map(({ path }) => path.split(' ')[0] ?? path))];
  return `[${groups.filter((group) => group !== 'echo').join(' | ')}]`;
}
