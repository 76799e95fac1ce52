import { fileURLToPath } from 'node:url';
import type { BoardElement } from '@echochat/activity-protocol/rooms/element.ts';
import { Resvg } from '@resvg/resvg-js';
import { draw, type Images } from './draw.ts';
import { openFonts } from './fonts.ts';

// A process of its own: a picture of a full page takes seconds, for which no room must wait; and where one takes too
// long, what is drawing it is ended in the middle of foreign code, which would take a thread's whole process with it.

const longestSide = 2_400;
const fonts = openFonts(fileURLToPath(new URL('../../../client/dist/excalidraw/fonts', import.meta.url)));

async function picture(elements: readonly BoardElement[], images: Images): Promise<Uint8Array> {
  const { svg, width, height } = draw(elements, images);
  const text = elements.map((element) => element.text ?? '').join('');
  const fontFiles = text === '' ? [] : await fonts.filesFor(text);
  const scale = Math.min(2, longestSide / Math.max(width, height));
  const resvg = new Resvg(svg, {
    fitTo: { mode: 'width', value: Math.max(1, Math.round(width * scale)) },
    font: { fontFiles, loadSystemFonts: text !== '', defaultFontFamily: 'Excalifont' },
  });
  return resvg.render().asPng();
}

process.on('message', (said: { id: number; elements: BoardElement[]; images: Images } | 'end') => {
  if (said === 'end') {
    fonts.close();
    process.exit();
  }
  const { id, elements, images } = said;
  picture(elements, images).then(
    (png) => process.send?.({ id, png }),
    (error: unknown) => process.send?.({ id, error: String(error) }),
  );
});
// Whoever it draws for has gone.
process.on('disconnect', () => process.exit());
