import type { DisplayReason } from './displayGrade.ts';
import { gsdfCorrection, type LuminanceReading } from './luminance.ts';

/** What must be known of a monitor before its greys are corrected. */
export interface CurveGround {
  /** The reader has asked for it, and has said that the monitor's own DICOM curve is off. */
  readonly curveOn?: boolean | undefined;
  readonly luminance?: LuminanceReading | undefined;
  readonly reasons: readonly DisplayReason[];
}

/**
 * The level to send for each P-value 0 to 255 on a monitor (PS3.14 7.2); undefined where greys go out as they are: nobody
 * asked for it, its light was not measured, or it may be another monitor than the one that was.
 */
export function greyCurveOf({ curveOn, luminance, reasons }: CurveGround): Uint8Array | undefined {
  if (!curveOn || !luminance || reasons.includes('identityUnsure')) return undefined;
  return gsdfCorrection(luminance);
}

/** How many of 256 greys stay apart under a curve of 8 bits. */
export function greysApart(curve: Uint8Array): number {
  return new Set(curve).size;
}
