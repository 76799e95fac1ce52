import { once } from 'node:events';
import express from 'express';
import { expect, test } from 'vitest';
import { securityHeaders } from './security-headers.ts';

/** Who may show our pages in a frame. */
async function framesOf(discordClientId: string | null): Promise<string | undefined> {
  const app = express().use(securityHeaders(discordClientId));
  app.get('/', (_request, response) => void response.send('a page'));
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const response = await fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);
  await response.text();
  server.closeAllConnections();
  server.close();
  return /frame-ancestors ([^;]+)/.exec(response.headers.get('content-security-policy') ?? '')?.[1];
}

test('our own Activity shows us in a frame, and nobody else’s', async () => {
  expect(await framesOf('123456789')).toBe("'self' https://discord.com https://123456789.discordsays.com");
});

test('where there is no Activity nobody does', async () => {
  expect(await framesOf(null)).toBe("'self'");
});
