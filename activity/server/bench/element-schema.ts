import { z } from 'zod';

// The fields of element-fields.ts with the same bounds, as a zod schema says them: what the board's own readers are held
// against. Kept to the kinds that the bench reads.

const farthest = 1e7;
const maxPoints = 20_000;
const id = z.string().regex(/^[\w-]{1,64}$/);
const place = z.number().min(-farthest).max(farthest);
const size = z
  .number()
  .min(-4 * farthest)
  .max(4 * farthest);
const pair = z.tuple([place, place]);
const whole = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const binding = z.object({ elementId: id, focus: place, gap: place, fixedPoint: pair.nullable().optional() });
const link = z
  .string()
  .max(2_048)
  .regex(/^(?:https?:\/\/|\/(?!\/))/i)
  .nullable()
  .catch(null);

const base = {
  id,
  version: whole,
  versionNonce: whole,
  isDeleted: z.boolean(),
  x: place,
  y: place,
  width: size,
  height: size,
};
const shared = z
  .object({
    angle: place,
    strokeColor: z.string().max(64),
    backgroundColor: z.string().max(64),
    fillStyle: z.enum(['hachure', 'cross-hatch', 'solid', 'zigzag']),
    strokeWidth: z.number().min(0).max(1_000),
    strokeStyle: z.enum(['solid', 'dashed', 'dotted']),
    roughness: z.number().min(0).max(10),
    opacity: z.number().min(0).max(100),
    seed: z
      .number()
      .min(0)
      .max(2 ** 31),
    index: z.string().max(512).nullable(),
    groupIds: z.array(id).max(50),
    frameId: id.nullable(),
    boundElements: z
      .array(z.object({ id, type: z.enum(['arrow', 'text']) }))
      .max(1_000)
      .nullable(),
    roundness: z.object({ type: z.literal([1, 2, 3]), value: place.optional() }).nullable(),
    updated: z.number().min(0).max(1e15),
    link,
    locked: z.boolean(),
  })
  .partial().shape;
const arrowhead = z.enum(['arrow', 'bar', 'dot', 'circle', 'triangle', 'diamond']).nullable();
const points = z.array(pair).max(maxPoints);

/** Rectangles, arrows, texts and strokes of a pen. */
export const elementSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('rectangle'), ...base, ...shared }),
  z.object({
    type: z.literal('arrow'),
    ...base,
    ...shared,
    points: points.optional(),
    lastCommittedPoint: pair.nullable().optional(),
    startBinding: binding.nullable().optional(),
    endBinding: binding.nullable().optional(),
    startArrowhead: arrowhead.optional(),
    endArrowhead: arrowhead.optional(),
    elbowed: z.boolean().optional(),
  }),
  z.object({
    type: z.literal('text'),
    ...base,
    ...shared,
    fontSize: z.number().min(0).max(10_000).optional(),
    fontFamily: z.int().min(0).max(1_000).optional(),
    text: z.string().max(10_000).optional(),
    originalText: z.string().max(10_000).optional(),
    textAlign: z.enum(['left', 'center', 'right']).optional(),
    verticalAlign: z.enum(['top', 'middle', 'bottom']).optional(),
    containerId: id.nullable().optional(),
    autoResize: z.boolean().optional(),
    lineHeight: z.number().min(0).max(1_000).optional(),
  }),
  z.object({
    type: z.literal('freedraw'),
    ...base,
    ...shared,
    points: points.optional(),
    pressures: z.array(z.number().min(-1_000).max(1_000)).max(maxPoints).optional(),
    simulatePressure: z.boolean().optional(),
    lastCommittedPoint: pair.nullable().optional(),
  }),
]);
