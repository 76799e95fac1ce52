import { createHash } from 'node:crypto';
import { languageOf } from '@echochat/core/platform/words/words.ts';
import type { Request, Response } from 'express';
import { isWordKey, wordsIn } from '../../commands/words.ts';

export type PageName = 'done' | 'cancelled' | 'again' | 'refused' | 'organization' | 'settings' | 'single' | 'away';

interface Page {
  page: PageName;
  status: number;
  values?: { team: string };
  /** Where its one button leads. */
  href?: string;
}

const style = `
:root{color-scheme:light dark;--bg:#FBFAF7;--surface:#FFF;--line:#E4E0EC;--ink:#1B1830;--muted:#5B566F;--act:#5B3DF0;--on:#FFF}
@media (prefers-color-scheme:dark){:root{--bg:#14122B;--surface:#1F1C3A;--line:#37325A;--ink:#F3F1FB;--muted:#B4AECB;--act:#A594FF;--on:#14122B}}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--bg);color:var(--ink);font:16px/1.5 Inter,system-ui,sans-serif}
main{max-width:28rem;margin:16px;padding:32px;background:var(--surface);border:1px solid var(--line);border-radius:12px}
h1{font:600 24px/1.25 Outfit,Inter,system-ui,sans-serif;margin:16px 0 8px}
p{color:var(--muted);margin:0 0 24px}
a{display:inline-block;background:var(--act);color:var(--on);text-decoration:none;padding:12px 20px;border-radius:12px;font-weight:600}
a:focus-visible{outline:3px solid var(--act);outline-offset:3px}
svg{color:var(--act)}`;

const sign = `<svg width="40" height="40" viewBox="0 0 40 40" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" aria-hidden="true"><circle cx="9" cy="31" r="4" fill="currentColor" stroke="none"/><path d="M9 20a11 11 0 0 1 11 11M9 12a19 19 0 0 1 19 19M9 4a27 27 0 0 1 27 27"/></svg>`;

/** Ends an installation, or says what to do, in the language of the browser. No scripts, nothing from elsewhere. */
export function sendPage(request: Request, response: Response, { page, status, values, href }: Page): void {
  const language = languageOf(request.acceptsLanguages(['en', 'es']) || undefined);
  const say = wordsIn(language);
  const title = say(`slack.install.${page}.title`, { ...values });
  const key: string = `slack.install.${page}.action`;
  const button = href && isWordKey(key) ? `<a href="${escaped(href)}">${escaped(say(key))}</a>` : '';
  const hash = createHash('sha256').update(style).digest('base64');
  response
    .status(status)
    .set({
      'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .type('html')
    .send(
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escaped(title)} · EchoChat</title><style>${style}</style></head><body><main>${sign}<h1>${escaped(title)}</h1><p>${escaped(say(`slack.install.${page}.text`, { ...values }))}</p>${button}</main></body></html>`,
    );
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
