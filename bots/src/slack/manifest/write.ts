// npm run slack-manifest: writes the app's manifests, from which Slack creates it: one for many workspaces over HTTP, one
// for trying it out by Socket Mode.
import { writeFileSync } from 'node:fs';
import { manifestFor } from './manifest.ts';

/** To be replaced by the address of one's own EchoChat. */
const publicUrl = 'https://echochat.example';

for (const [file, socketMode] of [
  ['slack-manifest.json', false],
  ['slack-manifest.socket-mode.json', true],
] as const) {
  const text = `${JSON.stringify(manifestFor({ publicUrl, socketMode }), null, 2)}\n`;
  writeFileSync(new URL(`../../../../${file}`, import.meta.url), text);
}
