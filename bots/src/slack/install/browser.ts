import { randomBytes } from 'node:crypto';
import type { CookieOptions, Request, Response } from 'express';

const cookieName = 'echochat_install';
const minutes = 10;

/** What binds an installation to the browser that began it. One browser keeps one, whatever it has open in how many tabs. */
export function browserOf(request: Request): string {
  const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
  const value = cookies.find((cookie) => cookie.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1) ?? '';
  return /^[\w-]{43}$/.test(value) ? value : '';
}

/** The browser's own secret, made where it has none; set anew so that it lasts as long as the installation may take. */
export function bindBrowser(request: Request, response: Response, isSecure: boolean): string {
  const browser = browserOf(request) || randomBytes(32).toString('base64url');
  // Lax: Slack leads back here by an ordinary link, and the cookie has to come along.
  const options: CookieOptions = {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure,
    path: '/slack',
    maxAge: minutes * 60_000,
  };
  response.cookie(cookieName, browser, options);
  return browser;
}
