import { once } from 'node:events';
import { avatarHosts } from '@echochat/core/safety/avatar.ts';
import express from 'express';
import { expect, test } from 'vitest';
import { securityHeaders } from './security-headers.ts';

/** What our pages are told under one name of the content policy. */
async function policyOf(discordClientId: string | null, name: string): Promise<string | undefined> {
  const app = express().use(securityHeaders(discordClientId));
  app.get('/', (_request, response) => void response.send('a page'));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const response = await fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);
  await response.text();
  server.closeAllConnections();
  server.close();
  return new RegExp(`${name} ([^;]+)`).exec(response.headers.get('content-security-policy') ?? '')?.[1];
}

test('our own Activity shows us in a frame, and nobody else’s', async () => {
  const frames = "'self' https://discord.com https://123456789.discordsays.com";
  expect(await policyOf('123456789', 'frame-ancestors')).toBe(frames);
});

test('where there is no Activity nobody does', async () => {
  expect(await policyOf(null, 'frame-ancestors')).toBe("'self'");
});

test('a page loads pictures of people from the chats’ own hosts alone', async () => {
  const sources = (await policyOf(null, 'img-src'))?.split(' ');
  expect(sources).toEqual(["'self'", 'data:', 'blob:', ...avatarHosts.map((host) => `https://${host}`)]);
});
