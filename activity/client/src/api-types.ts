/** The procedures, as types alone: what the pages ask and what they are answered. */
export type { AppRouter } from '@echochat/core/api.ts';
