import { setTimeout as wait } from 'node:timers/promises';
import { languageOf } from '@echochat/core/platform/words/words.ts';
import type { types } from '@slack/bolt';
import { card } from '../cards/card.ts';
import type { Answer } from '../commands/command.ts';
import { type Asked, formAsCard, type Speaker } from '../commands/reception.ts';
import { tellIn, wordsIn } from '../commands/words.ts';
import { type Desk, show, speakerOf, type Visit } from './desk.ts';
import { typedLine } from './line.ts';
import { shortcuts } from './manifest/manifest.ts';
import { type Shortcut, shortcut, whoOf } from './payload.ts';
import { formOf, modalOf, waitingModal } from './showing.ts';
import { openModal, updateModal } from './views.ts';

/** An answer that is there by then is shown at once; else a modal that waits holds the trigger's place. */
const earlyMs = 900;

/** Answers a shortcut in a modal: the home card, the profile of who wrote a message, or the form to report it. */
export async function onShortcut(desk: Desk, body: unknown, at: number): Promise<void> {
  const parsed = shortcut.parse(body);
  const visit: Visit = { ...whoOf(parsed), triggerId: parsed.trigger_id, at };
  const { workspaces, people } = desk;
  const answering = answerTo(desk, visit, parsed);
  const early = await Promise.race([answering, wait(earlyMs, null)]);
  const locale = early?.speaker.locale ?? people.localeOf(visit.teamId, visit.userId);
  let viewId: string | null = null;
  try {
    const view = early ? viewOf(desk, early.answer, locale) : waitingModal(locale);
    viewId = await openModal({ workspaces, ...visit }, view);
    if (early) return;
  } catch (error) {
    desk.log.info({ error: String(error) }, 'a shortcut’s modal could not be opened');
  }
  const { answer, speaker } = await answering;
  const shown = 'form' in answer ? formAsCard(answer.form, speaker.locale) : answer.card;
  try {
    if (viewId) return await updateModal({ workspaces, ...visit }, viewId, viewOf(desk, answer, speaker.locale));
  } catch (error) {
    desk.log.info({ error: String(error) }, 'a shortcut’s modal could not be filled');
  }
  await show(desk, visit, speaker.locale, shown, []);
}

function viewOf({ showing }: Desk, answer: Answer, locale: string | undefined): types.ModalView {
  return 'form' in answer ? formOf(answer.form, locale) : modalOf(showing.sheet(answer.card, locale), locale);
}

async function answerTo(desk: Desk, visit: Visit, parsed: Shortcut): Promise<{ answer: Answer; speaker: Speaker }> {
  const speaker = await speakerOf(desk, visit);
  const { message } = parsed;
  if (message && (message.user === '' || message.bot_id !== '')) return { speaker, answer: wasAnApp(speaker.locale) };
  return { speaker, answer: await desk.reception.answer(speaker, await askedOf(desk, visit, parsed)) };
}

async function askedOf(
  desk: Desk,
  visit: Visit,
  { callback_id: callback, message, channel, team }: Shortcut,
): Promise<Asked> {
  if (!message) return { kind: 'command', path: callback === shortcuts.report ? 'report' : 'echo', values: {} };
  if (callback !== shortcuts.reportMessage)
    return { kind: 'command', path: 'profile view', values: { person: `<@${message.user}>` } };
  const author = await desk.people.find(visit.teamId, message.user, '');
  const name = author.displayName.replace(/[<>|]/g, '').trim();
  const person = name === '' || name === message.user ? `<@${message.user}>` : `<@${message.user}|${name}>`;
  const link = messageLink(team?.domain ?? '', channel?.id ?? '', message.ts);
  return { kind: 'command', path: 'report', values: { person, message: typedLine(message.text), ...link } };
}

/** Where a message stands, as Slack writes it; nothing where Slack did not say enough. */
function messageLink(domain: string, channelId: string, ts: string): { link?: string } {
  if (!/^[\w-]{1,100}$/.test(domain) || channelId === '' || !/^\d+\.\d+$/.test(ts)) return {};
  return { link: `https://${domain}.slack.com/archives/${channelId}/p${ts.replace('.', '')}` };
}

const wasAnApp = (locale: string | undefined): Answer => {
  const language = languageOf(locale);
  const text = tellIn(language)('slack.nobody.text');
  return { card: card({ sign: '🤖', title: wordsIn(language)('slack.nobody.title'), text }) };
};
