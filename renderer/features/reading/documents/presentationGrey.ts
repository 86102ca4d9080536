import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { NotApplied } from '#shared/dicom/documents/notApplied.ts';
import type { AppliedState } from '#shared/dicom/documents/presentationState.ts';
import type { LookupTable } from '#shared/dicom/lookupTable.ts';
import type { VOILUTFunction, Window } from '#shared/dicom/presentationValues.ts';
import { isColour } from '../../../imaging/frames/frameCatalogue.ts';
import { type GreyState, spanOfTable } from '../../../imaging/grey/grey.ts';

type Voi = Pick<GreyState, 'window' | 'voiFunction' | 'table'>;

/** From the values that a state's windows are in to those of the image: times `scale`, plus `shift`. */
interface Conversion {
  readonly scale: number;
  readonly shift: number;
}

const nearly = 1e-6;

/** How a state shows the grey of an image; undefined where it has nothing of a grey in it, as in colour. */
export function greyOfPresentation(
  applied: AppliedState,
  item: FrameOfImage,
  before: GreyState | undefined,
): GreyState | undefined {
  if (!before) return undefined;
  const { inverted = before.inverted } = applied;
  return { ...before, ...voiOf(applied, item), inverted };
}

/** What of a state is not done on an image: what is never done, and a window in values that this image does not have. */
export function notAppliedOn(applied: AppliedState, item: FrameOfImage): readonly NotApplied[] {
  const asksForGrey = applied.window !== undefined || applied.table !== undefined;
  const isLost = asksForGrey && !isColour(item.image) && !voiOf(applied, item);
  return [...new Set([...applied.notApplied, ...(isLost ? (['window'] as const) : [])])];
}

function voiOf({ modality, window, voiFunction, table }: AppliedState, item: FrameOfImage): Voi | undefined {
  const conversion = conversionTo(modality, item);
  if (!conversion) return undefined;
  if (window) return { window: converted(window, voiFunction, conversion), voiFunction, table: undefined };
  if (!table) return undefined;
  const own = signedFor(table, item);
  return { window: converted(spanOfTable(own), 'LINEAR_EXACT', conversion), voiFunction, table: own };
}

/**
 * A state has a modality transformation of its own, which its windows come after (PS3.3 A.33.1). Undefined where no
 * number tells what its values are in those of the image: another table, or a slope that turns dark and bright round.
 */
function conversionTo(modality: AppliedState['modality'], { image, frame }: FrameOfImage): Conversion | undefined {
  const same = { scale: 1, shift: 0 };
  if (!modality) return same;
  if (modality.kind === 'table') return sameTable(modality.table, image.modalityTable) ? same : undefined;
  if (image.modalityTable || frame.rescaleRefused) return undefined;
  const { slope, intercept } = frame.rescale ?? { slope: 1, intercept: 0 };
  const scale = slope / modality.rescale.slope;
  const shift = intercept - scale * modality.rescale.intercept;
  if (!(scale > 0) || !Number.isFinite(scale) || !Number.isFinite(shift)) return undefined;
  return Math.abs(scale - 1) < nearly && Math.abs(shift) < nearly ? same : { scale, shift };
}

/** A LINEAR window reaches from half a value below its centre, one value short of its width (PS3.3 C.11.2.1.2.1). */
function converted({ center, width }: Window, voiFunction: VOILUTFunction, { scale, shift }: Conversion): Window {
  const [half, one] = voiFunction === 'LINEAR' ? [0.5, 1] : [0, 0];
  return { center: scale * (center - half) + shift + half, width: Math.max(scale * (width - one) + one, nearly) };
}

/** The first value of a table has the sign of the values of the image, and is often written without (PS3.3 C.11.2.1.1). */
function signedFor(table: LookupTable, { image, frame }: FrameOfImage): LookupTable {
  const { slope = 1, intercept = 0 } = frame.rescale ?? {};
  const belowZero = image.layout.signed || intercept < 0 || slope < 0;
  const { firstMapped } = table;
  return belowZero && firstMapped > 32_767 ? { ...table, firstMapped: firstMapped - 65_536 } : table;
}

function sameTable(one: LookupTable | undefined, other: LookupTable | undefined): boolean {
  return (
    one !== undefined &&
    one.firstMapped === other?.firstMapped &&
    one.entries.length === other.entries.length &&
    one.entries.every((entry, at) => entry === other.entries[at])
  );
}
