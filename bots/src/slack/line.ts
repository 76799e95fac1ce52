/**
 * A line as it was typed, from what Slack makes of it: `&lt;` is `<`, an address stands bare instead of in `<…|…>`, and the
 * curly quotes that phones write hold values together like straight ones. Mentions stay as they are.
 */
export function typedLine(text: string): string {
  return text
    .replace(/<((?:https?|mailto|tel):[^<>|]*)(?:\|([^<>]*))?>/g, (_all, address: string, label?: string) =>
      label !== undefined && !address.startsWith('http') ? label : address,
    )
    .replace(/<([@#][A-Z0-9]+)\|[^<>]*\s[^<>]*>/g, '<$1>')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/(^|[\s:])[“”„]([^“”„"]*)[“”](?=\s|$)/g, '$1"$2"');
}
