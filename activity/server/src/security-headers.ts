import { avatarHosts } from '@echochat/core/safety/avatar.ts';
import helmet from 'helmet';
import { activityHost } from './rooms/origin.ts';

/**
 * What browsers may do with our pages. Everything comes from our own origin, pictures of people from the chats' own hosts.
 * Discord shows our own Activity in a frame, where there is one; nobody else may.
 */
export const securityHeaders = (discordClientId: string | null) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // React sets style attributes; no style element of a stranger gets in by that.
        styleSrcAttr: ["'unsafe-inline'"],
        fontSrc: ["'self'", 'data:'],
        // blob: is what the board makes of an image that somebody puts onto it.
        imgSrc: ["'self'", 'data:', 'blob:', ...avatarHosts.map((host) => `https://${host}`)],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: [
          "'self'",
          ...(discordClientId === null ? [] : ['https://discord.com', `https://${activityHost(discordClientId)}`]),
        ],
      },
    },
    frameguard: false,
    crossOriginEmbedderPolicy: false,
    // Only behind TLS does it mean anything, and there it is the proxy's to say for the whole host.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
