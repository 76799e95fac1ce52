import { Markdown } from './markdown.tsx';

/** Notes as people write them: a card's Markdown, and headings, which stand out as a line of their own. */
export function NotesMarkdown({ text }: { text: string }) {
  return <Markdown text={text.replace(/^#{1,6} +(.+?) *#*$/gm, (_line, title: string) => `\n**${title}**\n`)} />;
}
