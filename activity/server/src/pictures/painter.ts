import { fileURLToPath } from 'node:url';
import { type BoardElement, boardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { Resvg } from '@resvg/resvg-js';
import { imageSizeOf, mostPixels } from '../files/image-size.ts';
import { draw, type Images } from './draw.ts';
import { openFonts } from './fonts.ts';
import type { PageContent, PageImage, PainterAnswer, PainterRequest } from './page-content.ts';
import { type ImageSize, mostWorkMs, workOf } from './work.ts';

// A process of its own: a picture of a full page takes seconds, for which no room must wait; and where one takes too
// long, what is drawing it is ended in the middle of foreign code, which would take a thread's whole process with it.

/** A picture of more would be a blur that nobody waits for. */
const mostElements = 10_000;
/** Of all images of a page; those past it leave their place empty. */
const mostPixelsTogether = 2 * mostPixels;
/** The board's fonts, and the folder that all such processes unpack them into. */
const fonts = openFonts(
  fileURLToPath(new URL('../../../client/dist/excalidraw/fonts', import.meta.url)),
  process.argv[2] ?? '',
);

async function paint({ elements, images }: PageContent): Promise<PainterAnswer> {
  if (elements.length > mostElements) return { kind: 'too large' };
  const read: BoardElement[] = elements.flatMap((json) => boardElement.safeParse(JSON.parse(json)).data ?? []);
  const fitting = fittingOf(images);
  const sizes = new Map(fitting.map(({ id, size }) => [id, size]));
  if (!(workOf(read, sizes) <= mostWorkMs)) return { kind: 'too large' };
  const { svg, width, scale } = draw(read, hrefs(fitting));
  const text = read.map((element) => element.text ?? '').join('');
  const fontFiles = text === '' ? [] : await fonts.filesFor(text);
  const resvg = new Resvg(svg, {
    fitTo: { mode: 'width', value: Math.max(1, Math.round(width * scale)) },
    font: { fontFiles, loadSystemFonts: text !== '', defaultFontFamily: 'Excalifont' },
  });
  return { kind: 'png', png: resvg.render().asPng() };
}

interface Fitting extends PageImage {
  size: ImageSize;
}

/** Those that can be unpacked, by their headers: one that came in before its size was asked for may be enormous. */
function fittingOf(images: readonly PageImage[]): Fitting[] {
  let together = 0;
  return images.flatMap((image) => {
    const size = imageSizeOf(Buffer.from(image.bytes), image.mediaType);
    const pixels = typeof size === 'string' ? 0 : size.width * size.height;
    if (pixels === 0 || pixels > mostPixels || together + pixels > mostPixelsTogether) return [];
    together += pixels;
    return [{ ...image, size: { bytes: image.bytes.length, pixels } }];
  });
}

const hrefs = (images: readonly PageImage[]): Images =>
  Object.fromEntries(
    images.map(({ id, mediaType, bytes }) => [id, `data:${mediaType};base64,${Buffer.from(bytes).toString('base64')}`]),
  );

process.on('message', (said: PainterRequest) => {
  if (said.kind === 'end') process.exit();
  paint(said.content).then(
    (answer) => say(answer),
    (error: unknown) => say({ kind: 'failed', error: String(error) }),
  );
});
/** Whoever asked may have gone meanwhile. */
function say(answer: PainterAnswer): void {
  process.send?.(answer, undefined, {}, (error) => error && process.exit());
}
// Whoever it draws for has gone.
process.on('disconnect', () => process.exit());
