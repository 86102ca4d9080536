/**
 * Whether a distance between two pixels or two slices, in mm, may be true (Q11): a tenth of a micrometre is finer than any
 * microscope on a slide, and a metre is wider than any patient. Beyond them nothing can be drawn to scale or measured.
 */
export function isDistance(mm: number): boolean {
  return mm >= 1e-4 && mm <= 1e3;
}
