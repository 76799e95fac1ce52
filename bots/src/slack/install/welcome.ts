import type { Log } from '@echochat/core/platform/log.ts';
import { languageOf } from '@echochat/core/platform/words/words.ts';
import { card } from '../../cards/card.ts';
import { tellIn, wordsIn } from '../../commands/words.ts';
import { conversationWith, postOnce } from '../letters.ts';
import { openPeople } from '../people.ts';
import { messageOf, openShowing } from '../showing.ts';
import type { Workspaces } from '../workspaces.ts';

interface Installed {
  teamId: string;
  teamName: string;
  userId: string;
  nonce: string;
}

/** Tells who installed the app what to do first. Whether it arrives decides nothing: the page has said so too. */
export async function greetInstaller(
  workspaces: Workspaces,
  log: Log,
  { teamId, teamName, userId, nonce }: Installed,
): Promise<void> {
  try {
    const { locale } = await openPeople(workspaces).find(teamId, userId, '');
    const language = languageOf(locale);
    const say = wordsIn(language);
    const hello = card({
      sign: '👋',
      title: say('slack.welcome.title'),
      text: tellIn(language)('slack.welcome.text', { team: teamName }),
      actions: [
        { id: 'echo', label: say('slack.welcome.start'), style: 'primary' },
        { id: 'setup', label: say('slack.welcome.setup'), style: 'secondary' },
      ],
      footer: say('slack.welcome.footer'),
    });
    const channel = await conversationWith(workspaces, teamId, userId);
    const body = messageOf(openShowing().sheet(hello, locale));
    await postOnce(workspaces, { teamId, channel, body, nonce: `hello.${nonce}` });
  } catch (error) {
    log.info({ error: String(error), teamId }, 'who installed the app could not be greeted');
  }
}
