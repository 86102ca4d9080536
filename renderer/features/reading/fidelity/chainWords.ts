import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { GraphicsSnapshot } from '../../../imaging/engine/graphicsState.ts';
import type { TruthResult } from '../../../imaging/engine/truthCheck.ts';
import { invertedByReader } from '../../../imaging/grey/greyDefaults.ts';
import type { BoxState, DrawnFrame } from '../../../imaging/imageBoxView.ts';

/** One sentence of the way from the source to the screen: its words are `fidelity.chain.<name>`. */
export interface ChainLink {
  readonly name: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

export interface ChainFacts {
  readonly state: BoxState;
  readonly graphics: Pick<GraphicsSnapshot, 'backend' | 'trouble'>;
  readonly truth: TruthResult | undefined;
  /** What became of the colour profile of the image drawn; undefined where it has none. */
  readonly profile?: 'applied' | 'notApplied' | undefined;
}

/** What was done to the pixels on their way, in the order in which it was done; nothing where no image is drawn. */
export function fidelityChain(facts: ChainFacts): readonly ChainLink[] {
  const { drawn, cover } = facts.state;
  if (cover) return [];
  return [
    ...(drawn ? [...source(drawn), ...decoded(drawn), ...values(drawn)] : [{ name: 'calculated' }]),
    ...when(facts.profile === 'applied', 'profile'),
    ...when(facts.profile === 'notApplied', 'profileNot'),
    ...grey(facts.state),
    ...screen(facts),
  ];
}

function source({ item, fidelity }: DrawnFrame): readonly ChainLink[] {
  const { image } = item;
  const syntax = transferSyntaxes.get(fidelity?.received ?? '')?.name;
  const methods = image.lossyMethods?.join(', ') ?? '';
  const ratio = fidelity?.ratio ?? image.lossyRatio;
  const wasLossy = image.lossyAtSource || fidelity?.lossyAtSource === true;
  return [
    ...when(wasLossy && ratio !== undefined, 'lossyRatio', { ratio: Number((ratio ?? 1).toFixed(1)) }),
    ...when(wasLossy && ratio === undefined, 'lossy'),
    ...when(wasLossy && methods !== '', 'lossyMethods', { methods }),
    { name: `asked.${fidelity?.asked ?? 'unknown'}` },
    ...when(syntax !== undefined, 'came', { syntax: syntax ?? '' }),
    ...when(fidelity?.transfer === 'lossy', 'lossyInTransfer'),
    { name: 'checked' },
  ];
}

function decoded({ item }: DrawnFrame): readonly ChainLink[] {
  const { rows, columns, bitsStored, signed, floating, samplesPerPixel } = item.image.layout;
  const kind = floating ?? (samplesPerPixel === 3 ? 'colour' : signed ? 'signed' : 'unsigned');
  const { padding, overlays, shutter, palette } = item.image;
  return [
    { name: `decoded.${kind}`, values: { rows, columns, bits: bitsStored } },
    ...when(palette !== undefined, 'palette'),
    ...when(padding !== undefined, 'padding', { from: padding?.from ?? 0, to: padding?.to ?? 0 }),
    ...when(overlays !== undefined, 'overlays', { count: overlays?.length ?? 0 }),
    ...when(shutter !== undefined, 'shutter'),
  ];
}

function values({ item }: DrawnFrame): readonly ChainLink[] {
  const { image, frame } = item;
  if (image.layout.samplesPerPixel === 3 || image.palette) return [];
  if (image.modalityTable) return [{ name: 'modalityTable' }];
  if (frame.rescaleRefused) return [{ name: 'noRescale' }];
  if (!frame.rescale) return [{ name: 'asStored' }];
  const { slope, intercept, type = '' } = frame.rescale;
  return [{ name: 'rescale', values: { slope, intercept, unit: type === 'US' ? '' : type } }];
}

function grey(state: BoxState): readonly ChainLink[] {
  const { grey: shown, colour, drawn } = state;
  if (colour) return [{ name: 'colour' }];
  if (!shown) return [];
  const { center, width } = shown.window;
  const figures = { center: Number(center.toPrecision(6)), width: Number(width.toPrecision(6)) };
  return [
    shown.table ? { name: 'voiTable' } : { name: `window.${shown.voiFunction}`, values: figures },
    ...when(drawn?.item.image.invertedByNature === true, 'invertedByNature'),
    ...when(invertedByReader(state), 'invertedByReader'),
  ];
}

function screen({ state: { pixelScale: scale, processor }, graphics, truth }: ChainFacts): readonly ChainLink[] {
  return [
    ...(scale === undefined || Math.abs(scale - 1) < 0.001 ? [] : [{ name: 'interpolated' }]),
    ...when(scale !== undefined, 'scale', { scale: Number((scale ?? 1).toFixed(2)) }),
    { name: `backend.${processor ? 'cpu' : graphics.backend}` },
    ...truthLinks(truth),
  ];
}

function truthLinks(truth: TruthResult | undefined): readonly ChainLink[] {
  if (!truth) return [{ name: 'truth.unchecked' }];
  const drawn = [truth.stack, ...(truth.plane ? [truth.plane] : [])];
  const steps = drawn.map((one) => ('worst' in one ? one.worst : Number.POSITIVE_INFINITY));
  const worst = Math.max(...steps);
  if (!Number.isFinite(worst)) return [{ name: 'truth.failed' }];
  return [{ name: worst <= 1 ? 'truth.right' : 'truth.wrong', values: { worst } }];
}

function when(holds: boolean, name: string, figures?: ChainLink['values']): readonly ChainLink[] {
  return holds ? [{ name, ...(figures && { values: figures }) }] : [];
}
