import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { middleOf } from '#shared/dicom/middleOfStack.ts';
import { expectedGrey } from '#shared/dicom/presentationValues.ts';
import { defaultGreyOf } from '../grey/greyDefaults.ts';
import { imageIdOf, isColour } from './frameCatalogue.ts';
import type { FrameLoader } from './frameLoader.ts';

/**
 * Draws the middle frame of a display set, small, into a canvas: through the same checks as the large image, with the
 * grey of the oracle. Answers false, and leaves the canvas black, when the frame is not here or not whole.
 */
export async function drawThumbnail(
  canvas: HTMLCanvasElement,
  set: DisplaySet,
  loader: FrameLoader,
  signal: AbortSignal,
): Promise<boolean> {
  const middle = set.frames[middleOf(set.frames.length)];
  const context = canvas.getContext('2d');
  if (!middle || !context) return false;
  const imageId = imageIdOf(middle);
  const answer = await loader.load(imageId, 'near', signal);
  if (!answer.ok || signal.aborted) return false;
  const { columns, rows } = middle.image.layout;
  const scale = Math.min(canvas.width / columns, canvas.height / rows);
  const [width, height] = [Math.max(1, Math.round(columns * scale)), Math.max(1, Math.round(rows * scale))];
  const values = answer.value.getPixelData();
  const grey = defaultGreyOf(set, imageId);
  const colour = isColour(middle.image);
  const picture = context.createImageData(width, height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = Math.floor((y + 0.5) / scale) * columns + Math.floor((x + 0.5) / scale);
      const to = (y * width + x) * 4;
      for (let sample = 0; sample < 3; sample += 1) {
        const value = values[colour ? from * 3 + sample : from] ?? 0;
        picture.data[to + sample] = grey ? expectedGrey(value, grey.window, grey.voiFunction, grey.inverted) : value;
      }
      picture.data[to + 3] = 255;
    }
  }
  context.putImageData(picture, (canvas.width - width) >> 1, (canvas.height - height) >> 1);
  return true;
}
