import { z } from 'zod';
import { type Answered, type Forgery, post, type SentRequest, signed } from './requests.ts';
import { type SeenMessage, type SeenView, seenMessage, seenView } from './seen.ts';
import {
  type ChannelState,
  channelOf,
  dmOf,
  eventually,
  type Json,
  newId,
  type PersonState,
  type WorkspaceState,
  type World,
} from './world.ts';

/** Somebody did something, the app was told, and it answered. */
export interface Exchange extends Answered {
  request: SentRequest;
  /** The next message that they were shown of it, new or changed. Called again, the one after. */
  message(): Promise<SeenMessage>;
  modal(): Promise<SeenView>;
}

export interface Person {
  id: string;
  name: string;
  runs(line: string, where?: ChannelState | 'dm'): Promise<Exchange>;
  presses(on: SeenMessage | SeenView, label: string): Promise<Exchange>;
  chooses(on: SeenMessage | SeenView, placeholder: string, value: string): Promise<Exchange>;
  submits(modal: SeenView, values?: Record<string, string>): Promise<Exchange>;
  /** What the app offers for what is typed into an input of a modal. */
  typesInto(modal: SeenView, label: string, typed: string): Promise<string[]>;
  opensHome(): Promise<SeenView>;
  usesShortcut(callbackId: string): Promise<Exchange>;
  usesMessageShortcut(callbackId: string, author: Person, text?: string): Promise<Exchange>;
  writes(text: string): Promise<Exchange>;
  /** Everything that they were shown, changes included. */
  messages(): SeenMessage[];
  message(index: number): Promise<SeenMessage>;
  nextHome(): Promise<SeenView>;
  takesDms(how: PersonState['dms']): void;
}

/** How requests reach the app. */
export interface Line {
  send(
    kind: 'slash_commands' | 'interactive' | 'events_api',
    payload: Json,
    forgery?: Forgery,
  ): Promise<Answered & { request: SentRequest }>;
  apiBase: string;
}

const triggerMs = 3_000;
const responseMs = 30 * 60_000;

export function personView(world: World, workspace: WorkspaceState, state: PersonState, line: Line): Person {
  const { teamId } = workspace;
  const user = { id: state.id, username: state.name.toLowerCase(), name: state.name.toLowerCase(), team_id: teamId };

  function trigger(): string {
    const id = newId('T');
    world.triggers.set(id, { personId: state.id, until: Date.now() + triggerMs, used: false });
    return id;
  }
  function responseUrl(channelId: string, message: SeenMessage | null): string {
    const id = newId('R');
    const known = world.messages.find(({ ts, channelId: of }) => ts === message?.ts && of === message?.channel) ?? null;
    world.responses.set(id, { personId: state.id, channelId, message: known, uses: 0, until: Date.now() + responseMs });
    return `${line.apiBase}/response/${id}`;
  }
  async function exchange(kind: Parameters<Line['send']>[0], payload: Json): Promise<Exchange> {
    let shown = state.shown.length;
    let modals = state.modals.length;
    const answered = await line.send(kind, payload);
    takeUpdate(answered.body, payload);
    return {
      ...answered,
      async message() {
        const found = await eventually(world, () => state.shown[shown], `a message to ${state.name}`);
        shown += 1;
        return seenMessage(found);
      },
      async modal() {
        const found = await eventually(world, () => state.modals[modals], `a modal for ${state.name}`);
        modals += 1;
        return seenView(found);
      },
    };
  }
  /** A submission may be answered by what the modal becomes. */
  function takeUpdate(body: string, payload: Json): void {
    const parsed = z
      .looseObject({ response_action: z.string(), view: z.looseObject({}).optional() })
      .safeParse(json(body));
    const id = String(Object(payload['view'])['id']);
    refuseStrayErrors(body, payload['view']);
    if (!parsed.success || !parsed.data.view) return;
    const made = { id, hash: newId('h'), personId: state.id, view: parsed.data.view };
    world.views.set(id, made);
    state.modals.push(made);
    world.events.emit('change');
  }

  const onto = (on: SeenMessage | SeenView): Json => {
    if ('ts' in on) {
      const channel = channelOf(world, on.channel);
      return {
        container: { type: 'message', message_ts: on.ts, channel_id: on.channel, is_ephemeral: on.isEphemeral },
        channel: { id: on.channel, name: channel?.personId ? 'directmessage' : (channel?.name ?? '') },
        message: { ts: on.ts, type: 'message' },
        response_url: responseUrl(on.channel, on),
      };
    }
    return {
      container: { type: 'view', view_id: on.id },
      view: { ...on.raw, id: on.id, hash: on.hash, state: { values: {} } },
    };
  };
  const action = (on: SeenMessage | SeenView, given: Json) =>
    exchange('interactive', {
      type: 'block_actions',
      user,
      team: { id: teamId, domain: 'stand-in' },
      api_app_id: 'A1',
      token: 'x',
      trigger_id: trigger(),
      actions: [{ block_id: 'b', action_ts: '1', ...given }],
      ...onto(on),
    });
  const event = (given: Json) =>
    exchange('events_api', {
      type: 'event_callback',
      team_id: teamId,
      api_app_id: 'A1',
      event_id: newId('Ev'),
      event_time: Math.floor(Date.now() / 1_000),
      authorizations: [
        {
          team_id: teamId,
          user_id: workspace.botUserId,
          is_bot: true,
          enterprise_id: null,
          is_enterprise_install: false,
        },
      ],
      event: given,
    });

  return {
    id: state.id,
    name: state.name,
    runs(typed, where) {
      const [, command = '', text = ''] = /^(\/\S+)\s*(.*)$/s.exec(typed) ?? [];
      const channel = where === 'dm' || where === undefined ? dmOf(world, state) : where;
      const escaped = text.replace(/@(\w+)/g, (whole, name: string) => {
        const found = [...workspace.people.values()].find((one) => one.name.toLowerCase() === name.toLowerCase());
        return found ? `<@${found.id}|${found.name.toLowerCase()}>` : whole;
      });
      return exchange('slash_commands', {
        ...{
          token: 'x',
          team_id: teamId,
          team_domain: 'stand-in',
          channel_id: channel.id,
          channel_name: channel.name || 'directmessage',
        },
        ...{
          user_id: state.id,
          user_name: user.name,
          command,
          text: escaped,
          api_app_id: 'A1',
          is_enterprise_install: 'false',
        },
        ...{ response_url: responseUrl(channel.id, null), trigger_id: trigger() },
      });
    },
    presses(on, label) {
      const button = on.buttons.find((one) => one.label === label);
      if (!button) throw new Error(`no button says "${label}", only ${on.buttons.map((one) => one.label).join(', ')}`);
      return action(on, {
        type: 'button',
        action_id: button.actionId,
        value: button.value,
        text: { type: 'plain_text', text: label },
      });
    },
    chooses(on, placeholder, value) {
      const menu = on.selects.find((one) => one.placeholder === placeholder);
      if (!menu) throw new Error(`no menu says "${placeholder}"`);
      const chosen =
        menu.kind === 'conversations_select'
          ? { selected_conversation: value }
          : { selected_option: { value, text: { type: 'plain_text', text: value } } };
      return action(on, { type: menu.kind, action_id: menu.actionId, ...chosen });
    },
    submits(modal, values = {}) {
      const filled = modal.inputs.map((input) => {
        const value = values[input.label] ?? values[input.name] ?? input.value;
        if (value === '' && !input.isOptional) throw new Error(`${input.label} is required`);
        const option = value === '' ? null : { value, text: { type: 'plain_text', text: value } };
        const given = input.kind.endsWith('_input')
          ? { value: value === '' ? null : value }
          : input.kind.startsWith('multi_')
            ? { selected_options: value.split(',').map((one) => ({ value: one })) }
            : { selected_option: option };
        return [input.name, { [input.actionId]: { type: input.kind, ...given } }];
      });
      return exchange('interactive', {
        type: 'view_submission',
        user,
        team: { id: teamId, domain: 'stand-in' },
        api_app_id: 'A1',
        token: 'x',
        trigger_id: trigger(),
        view: { ...modal.raw, id: modal.id, hash: modal.hash, state: { values: Object.fromEntries(filled) } },
      });
    },
    async typesInto(modal, label, typed) {
      const input = modal.inputs.find((one) => one.label === label || one.name === label);
      if (!input) throw new Error(`nothing is called "${label}"`);
      const { body } = await exchange('interactive', {
        ...{ type: 'block_suggestion', user, team: { id: teamId }, api_app_id: 'A1', token: 'x' },
        ...{ action_id: input.actionId, block_id: input.name, value: typed, view: { ...modal.raw, id: modal.id } },
      });
      const options = z.looseObject({ options: z.array(z.object({ value: z.string() })) }).safeParse(json(body));
      return options.success ? options.data.options.map(({ value }) => value) : [];
    },
    async opensHome() {
      const before = state.homes.length;
      await event({
        type: 'app_home_opened',
        user: state.id,
        tab: 'home',
        channel: dmOf(world, state).id,
        event_ts: '1',
      });
      return seenView(await eventually(world, () => state.homes[before], 'the Home tab'));
    },
    usesShortcut: (callbackId) =>
      exchange('interactive', {
        type: 'shortcut',
        user,
        team: { id: teamId, domain: 'stand-in' },
        token: 'x',
        callback_id: callbackId,
        trigger_id: trigger(),
        action_ts: '1',
      }),
    usesMessageShortcut(callbackId, author, text = 'hello') {
      const channel = [...workspace.channels.values()].find(({ personId }) => personId === null);
      return exchange('interactive', {
        ...{
          type: 'message_action',
          user,
          team: { id: teamId, domain: 'stand-in' },
          token: 'x',
          callback_id: callbackId,
        },
        ...{
          trigger_id: trigger(),
          action_ts: '1',
          message_ts: '1.0',
          channel: { id: channel?.id ?? '', name: channel?.name ?? '' },
        },
        message: { type: 'message', user: author.id, ts: '1.0', text },
        response_url: responseUrl(channel?.id ?? '', null),
      });
    },
    writes: (text) =>
      event({
        type: 'message',
        channel_type: 'im',
        user: state.id,
        text,
        ts: newId('1'),
        channel: dmOf(world, state).id,
        event_ts: '1',
      }),
    messages: () => state.shown.map(seenMessage),
    message: async (index) =>
      seenMessage(await eventually(world, () => state.shown[index], `message ${index} to ${state.name}`)),
    async nextHome() {
      const before = state.homes.length;
      return seenView(await eventually(world, () => state.homes[before], 'the Home tab'));
    },
    takesDms(how) {
      state.dms = how;
    },
  };
}

const errorsAnswer = z.looseObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) });

/** Slack shows a modal's errors below its inputs, by their blocks; of any other block it refuses all of them. */
function refuseStrayErrors(body: string, view: unknown): void {
  const { data } = errorsAnswer.safeParse(json(body));
  if (!data) return;
  const inputs = z.array(z.looseObject({ block_id: z.string().optional() })).parse(Object(view)['blocks']);
  for (const [blockId, message] of Object.entries(data.errors))
    if (message === '' || !inputs.some((block) => block.block_id === blockId))
      throw new Error(`an error at "${blockId}", which is none of the modal's`);
}

function json(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** Sends to the app's address, signed as Slack signs. */
export function httpLine(secret: string, appUrl: () => string, apiBase: string): Line {
  return {
    apiBase,
    async send(kind, payload, forgery) {
      const url = `${appUrl()}/slack/events`;
      const form = (fields: Json) =>
        new URLSearchParams(Object.entries(fields).map(([key, value]) => [key, String(value)])).toString();
      const request =
        kind === 'events_api'
          ? signed(JSON.stringify(payload), 'application/json', secret, forgery)
          : signed(
              kind === 'slash_commands' ? form(payload) : form({ payload: JSON.stringify(payload) }),
              'application/x-www-form-urlencoded',
              secret,
              forgery,
            );
      return { ...(await post(url, request)), request };
    },
  };
}
