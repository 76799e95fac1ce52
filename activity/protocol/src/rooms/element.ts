import { z } from 'zod';

/** What may be drawn. No frames of other pages; the bytes of pictures are with the storage. */
const drawable = [
  'rectangle',
  'diamond',
  'ellipse',
  'arrow',
  'line',
  'freedraw',
  'text',
  'frame',
  'magicframe',
  'image',
] as const;

/** How far from the middle of a board something may be. */
export const farthest = 1e7;
const finite = z.number().min(-farthest).max(farthest);
const maxPoints = 20_000;
export const maxElementText = 10_000;

/** Addresses that an element may lead to; anything else is taken off it. */
const safeLink = z
  .string()
  .max(2_048)
  .regex(/^(?:https?:\/\/|mailto:)/i)
  .nullable()
  .catch(null);

/**
 * One element of a board, in Excalidraw's shape: the fields that merging and safety depend on are checked, the others
 * pass. `version` counts its changes, `versionNonce` decides between two changes of the same version.
 */
export const boardElement = z.looseObject({
  id: z.string().min(1).max(64),
  type: z.enum(drawable),
  version: z.int32().min(0),
  versionNonce: z.int32().min(0),
  isDeleted: z.boolean(),
  x: finite,
  y: finite,
  width: finite,
  height: finite,
  link: safeLink.optional(),
  /** BD-7: the image that is shown, as the room's files call it. */
  fileId: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .nullable()
    .optional(),
  text: z.string().max(maxElementText).optional(),
  originalText: z.string().max(maxElementText).optional(),
  points: z.array(z.array(finite).length(2)).max(maxPoints).optional(),
});
export type BoardElement = z.infer<typeof boardElement>;

type Versioned = Pick<BoardElement, 'version' | 'versionNonce'>;

/** BD-1: whether `a` takes the place of `b`: the higher version does, of two alike the one with the lower nonce. */
export const isNewer = (a: Versioned, b: Versioned | undefined): boolean =>
  b === undefined || a.version > b.version || (a.version === b.version && a.versionNonce < b.versionNonce);

export const isSame = (a: Versioned, b: Versioned | undefined): boolean =>
  b !== undefined && a.version === b.version && a.versionNonce === b.versionNonce;
