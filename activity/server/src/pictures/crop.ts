import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { z } from 'zod';

const place = z.number().min(-1e5).max(1e5);
const size = z.number().min(0.01).max(1e5);
const crop = z.object({ x: place, y: place, width: size, height: size, naturalWidth: size, naturalHeight: size });
export type Crop = z.infer<typeof crop>;

/** The part of an image that is shown, in the image's own points; undefined where all of it is. */
export const cropOf = (element: BoardElement): Crop | undefined => crop.safeParse(element['crop']).data;
