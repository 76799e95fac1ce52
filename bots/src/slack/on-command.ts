import { type Desk, show, showForm, speakerOf, type Visit } from './desk.ts';
import { typedLine } from './line.ts';
import { command } from './payload.ts';
import { asEphemeral, byResponseUrl } from './ways.ts';

/** Answers `/echo`, with what was typed behind it as a line. Nothing behind it is the home card. */
export async function onCommand(desk: Desk, body: unknown, at: number): Promise<void> {
  const {
    text,
    team_id: teamId,
    channel_id: channel,
    user_id: userId,
    user_name: called,
    response_url: responseUrl,
    ...rest
  } = command.parse(body);
  const visit: Visit = { teamId, userId, called, triggerId: rest.trigger_id, at };
  const speaker = await speakerOf(desk, visit);
  const answer = await desk.reception.answer(speaker, { kind: 'line', line: typedLine(text).trim() || 'echo' });
  const { locale } = speaker;
  const isPublic = 'card' in answer && answer.isPublic === true;
  const ways = [
    byResponseUrl(responseUrl, { response_type: isPublic ? 'in_channel' : 'ephemeral' }),
    asEphemeral(desk.workspaces, teamId, channel, userId),
  ];
  if ('form' in answer) await showForm(desk, visit, locale, answer.form, {}, ways);
  else await show(desk, visit, locale, answer.card, ways);
}
