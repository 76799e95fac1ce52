import { cleanLine, cleanText } from '../../platform/text.ts';
import { basicTime, ruleInUtc } from './basic-time.ts';
import type { CalendarEvent } from './calendar-event.ts';

/** What a link can say of an event. */
export type LinkedEvent = Pick<CalendarEvent, 'title' | 'description' | 'at' | 'minutes' | 'url' | 'repeat'>;

/** Characters; the link of a Discord button may have 512. */
const longest = 499;

/** Opens Google Calendar with the event filled in, a series with its rule. The description is cut to fit. */
export function googleLink(event: LinkedEvent): string {
  return fitted(event, (title, description) =>
    withQuery('https://calendar.google.com/calendar/render?action=TEMPLATE', {
      text: title,
      ...googleTimes(event),
      details: [description, cleanLine(event.url)].filter((part) => part !== '').join('\n\n'),
    }),
  );
}

function googleTimes({ at, minutes, repeat }: LinkedEvent): Record<string, string> {
  if (!repeat) return { dates: `${basicTime(at)}/${basicTime(at.add({ minutes }))}` };
  return {
    dates: `${basicTime(repeat.start)}/${basicTime(repeat.start.add({ minutes }))}`,
    ctz: repeat.timeZone,
    recur: `RRULE:${ruleInUtc(repeat.rule, repeat.timeZone)}`,
  };
}

/**
 * Opens Outlook on the web with the event filled in. It knows no recurrence: of a series it is the meeting `at`. Its
 * body is HTML, where line breaks and angle brackets are lost as they are. The description is cut to fit.
 */
export function outlookLink(event: LinkedEvent): string {
  const { at, minutes, url } = event;
  return fitted(event, (title, description) =>
    withQuery('https://outlook.live.com/calendar/0/deeplink/compose?path=/calendar/action/compose&rru=addevent', {
      subject: title,
      startdt: at.toString({ smallestUnit: 'second' }),
      enddt: at.add({ minutes }).toString({ smallestUnit: 'second' }),
      body: html([description, cleanLine(url)].filter((part) => part !== '').join('\n\n')),
    }),
  );
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\n': '<br>' };
const html = (text: string): string => text.replace(/[&<>\n]/g, (character) => entities[character] ?? character);

/** Spaces are `%20`: Outlook shows a plus as it is. Slashes and colons may stand in a query (RFC 3986 §3.4). */
const withQuery = (link: string, query: Record<string, string>): string =>
  Object.entries(query)
    .map(([name, value]) => `&${name}=${encodeURIComponent(value).replace(/%2F/g, '/').replace(/%3A/g, ':')}`)
    .reduce((start, parameter) => start + parameter, link);

/** The link with as much of the title as fits, and then of the description. */
function fitted(event: LinkedEvent, link: (title: string, description: string) => string): string {
  const title = longestPart(cleanLine(event.title), (part) => link(part, '').length <= longest);
  const description = longestPart(cleanText(event.description), (part) => link(title, part).length <= longest);
  return link(title, description);
}

/** The text, or its longest beginning that fits, between characters as people see them, with an ellipsis. */
function longestPart(text: string, fits: (part: string) => boolean): string {
  if (fits(text)) return text;
  // The last may be cut in two, and is never taken: the whole did not fit.
  const characters = Array.from(new Intl.Segmenter().segment(text.slice(0, longest)), ({ segment }) => segment);
  const part = (length: number) => (length === 0 ? '' : `${characters.slice(0, length).join('').trimEnd()}…`);
  let least = 0;
  let most = characters.length - 1;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(part(middle))) least = middle;
    else most = middle - 1;
  }
  return part(least);
}
