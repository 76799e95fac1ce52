import type { EchoError } from '@echochat/core/platform/errors.ts';
import { type Action, type Card, card } from '../cards/card.ts';
import type { CommandContext } from './context.ts';
import { isWordKey } from './words.ts';

/** What a person gets when something did not work: what happened, and what to do, with the buttons for it. */
export const trouble = (title: string, text: Card['text'], actions: Action[] = []): Card =>
  card({ sign: '🧩', tone: 'trouble', title, text, actions });

/** An error of core: its sentence, and the step that helps. */
export function errorCard(ctx: CommandContext, error: EchoError): Card {
  const key = `errors.${error.code}`;
  const text = isWordKey(key) ? ctx.tell(key, readable(ctx, error)) : ctx.tell('errors.internal', { id: error.code });
  const title =
    error.code === 'internal' || error.code === 'unavailable' || error.code === 'cannot_save'
      ? ctx.say('problems.our_fault')
      : ctx.say('problems.title');
  return trouble(title, text, stepsFor(ctx, error));
}

/** The same sentence as plain text. */
export function errorText(ctx: CommandContext, error: EchoError): string {
  const key = `errors.${error.code}`;
  return isWordKey(key) ? ctx.say(key, readable(ctx, error)) : ctx.say('errors.internal', { id: error.code });
}

/** The error's values as people say them: a moment in their own time, a field by its label. */
function readable(ctx: CommandContext, { code, params }: EchoError): Record<string, string | number> {
  if (code === 'daily_limit') {
    const kind = `limits.${params.kind}`;
    return {
      limit: params.limit ?? 0,
      kind: isWordKey(kind) ? ctx.say(kind) : '',
      when: ctx.when(new Date(Number(params.resetsAt))),
    };
  }
  if (code === 'action_limit' || code === 'target_limit') {
    const kind = `actions.${String(params.kind).replace('.', '_')}`;
    return {
      limit: params.limit ?? 0,
      kind: isWordKey(kind) ? ctx.say(kind) : '',
      when: ctx.when(new Date(Number(params.at))),
    };
  }
  if (code === 'skill_exists')
    return { ...params, kind: ctx.say(params.kind === 'teach' ? 'choices.teach' : 'choices.learn') };
  if (code === 'invalid_input') {
    // "languages.0" is about the languages.
    const [name = ''] = String(params.field ?? '').split('.');
    const label = `fields.${name}.label`;
    const problem = `problems.fields.${params.problem}`;
    return {
      field: isWordKey(label) ? ctx.say(label) : name,
      problem: isWordKey(problem) ? ctx.say(problem) : ctx.say('problems.fields.other'),
    };
  }
  // Where it is told without a name, whoever that is.
  if (code === 'removed_from_room') return { ...params, host: params.host ?? 'none' };
  // A moment, in the person's own time.
  return typeof params.at === 'number' ? { ...params, when: ctx.when(new Date(params.at)) } : { ...params };
}

function stepsFor(ctx: CommandContext, { code, params }: EchoError): Action[] {
  const find = () => ctx.button('match find', ctx.say('match.find.button'), {}, 'primary');
  switch (code) {
    case 'match_expired':
    case 'match_closed':
    case 'match_not_found':
      return [find(), ctx.button('match list', ctx.say('match.list.button'))];
    case 'matching_paused':
      return [ctx.button('settings', ctx.say('settings.turn_matching_on'), { matching: 'on' }, 'primary')];
    case 'daily_limit':
      return [ctx.button('match list', ctx.say('match.list.button'), {}, 'primary')];
    case 'partner_limit':
    case 'partnership_not_found':
      return [ctx.button('match partners', ctx.say('match.partners.button'), {}, 'primary')];
    case 'skill_exists':
    case 'skill_limit':
    case 'skill_not_found':
    case 'wish_limit':
      return [ctx.button('skills list', ctx.say('skills.list.button'), {}, 'primary')];
    case 'skill_unknown':
    case 'wish_empty':
      return [ctx.button('skills browse', ctx.say('skills.browse.button'), {}, 'primary')];
    case 'goal_not_found':
    case 'goal_limit':
      return [ctx.button('goals list', ctx.say('goals.list.button'), {}, 'primary')];
    case 'link_code_invalid':
    case 'link_code_own':
      return [ctx.button('link', ctx.say('link.button'), {}, 'primary')];
    case 'room_ended':
    case 'room_limit':
      return [ctx.button('room mine', ctx.say('room.mine.button'), {}, 'primary')];
    case 'blocked_is_here':
      return [
        ctx.button('room join', ctx.say('room.join.even_so'), { room: String(params.roomId), sure: 'yes' }, 'danger'),
        ctx.button('room list', ctx.say('room.list.button')),
      ];
    case 'offer_gone':
      return [ctx.button('room mine', ctx.say('room.mine.button'), {}, 'primary')];
    case 'room_full':
    case 'invitation_over':
    case 'room_not_found':
    case 'door_closed':
    case 'removed_from_room':
      return [ctx.button('room list', ctx.say('room.list.button'), {}, 'primary')];
    case 'draft_gone':
      return [ctx.button('session create', ctx.say('session.create.button'), {}, 'primary')];
    case 'session_clash':
    case 'session_not_found':
    case 'session_over':
    case 'poll_not_found':
    case 'poll_over':
    case 'session_cancelled':
    case 'not_session_member':
    case 'not_session_host':
    case 'said_no':
    case 'session_blocked':
      return [ctx.button('session mine', ctx.say('session.mine.button'), {}, 'primary')];
    case 'removed_from_session':
      return [ctx.button('session upcoming', ctx.say('session.upcoming.button'), {}, 'primary')];
    case 'hours_private':
    case 'not_open_to_you':
      return [find()];
    case 'time_zone_unknown':
      return [ctx.button('profile availability', ctx.say('profile.availability.button'), {}, 'primary')];
    default:
      return [];
  }
}
