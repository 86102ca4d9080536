import type { GraphicsSnapshot } from '../../../imaging/engine/graphicsState.ts';
import { hasOverlaysElsewhere } from '../../../imaging/frames/overlayBits.ts';
import { invertedByReader } from '../../../imaging/grey/greyDefaults.ts';
import type { MarkedBox } from './fidelityMarks.ts';

/** What became of the pixels between the decoder and the screen; its words are `fidelity.badge.<name>`. */
export interface OfDrawing {
  readonly name:
    | 'noRescale'
    | 'inverted'
    | 'profileApplied'
    | 'profileNotApplied'
    | 'overlaysElsewhere'
    | 'overlaysRefused'
    | 'shutterOff'
    | 'shutterFound'
    | 'noBorder'
    | 'processor'
    | 'processorGrey';
  readonly tone: 'quiet' | 'attention';
}

/** What is drawn with, and what of the data is shown over the pixels. */
export interface DrawingFacts extends Pick<GraphicsSnapshot, 'backend' | 'trouble'> {
  readonly shuttersShown: boolean;
  /** What the reader had covered by an image's white border; `none` where it has no such border. */
  readonly foundShutterOf?: (imageId: string) => 'shutter' | 'none' | undefined;
  /** Whether the colour profile of an image was applied; undefined where it has none. */
  readonly profileOf: (imageId: string) => 'applied' | 'notApplied' | undefined;
}

/** Nothing is said of pixels that are not shown. */
export function marksOfDrawing({ state, drawing }: MarkedBox): readonly OfDrawing[] {
  const { drawn, grey, cover, drawnVersion } = state;
  if (!drawing || cover || drawnVersion === 0) return [];
  const image = drawn?.item.image;
  const profile = drawn && drawing.profileOf(drawn.imageId);
  const found = drawn && drawing.foundShutterOf?.(drawn.imageId);
  const isCurved = grey !== undefined && (grey.table !== undefined || grey.voiFunction === 'SIGMOID');
  const onProcessor = drawing.backend === 'cpu' || state.processor === true;
  return [
    ...when(drawn?.item.frame.rescaleRefused === true, 'noRescale', 'attention'),
    ...when(invertedByReader(state), 'inverted', 'attention'),
    ...when(profile === 'applied', 'profileApplied', 'quiet'),
    ...when(profile === 'notApplied', 'profileNotApplied', 'attention'),
    ...when(image !== undefined && hasOverlaysElsewhere(image), 'overlaysElsewhere', 'quiet'),
    ...when((image?.overlaysRefused ?? 0) > 0, 'overlaysRefused', 'attention'),
    ...when(image?.shutter !== undefined && !drawing.shuttersShown, 'shutterOff', 'attention'),
    ...when(found === 'shutter', 'shutterFound', 'attention'),
    ...when(found === 'none', 'noBorder', 'quiet'),
    ...when(onProcessor, 'processor', 'attention'),
    // What is made here follows every curve.
    ...when(onProcessor && isCurved && !state.processor, 'processorGrey', 'attention'),
  ];
}

function when(holds: boolean, name: OfDrawing['name'], tone: OfDrawing['tone']): readonly OfDrawing[] {
  return holds ? [{ name, tone }] : [];
}
