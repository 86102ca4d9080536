import type { EdgeLetters } from '../../../imaging/imageBoxView.ts';

/**
 * Whether the patient's right stands at the viewer's right in a view from the feet or from the front: the letters say
 * so, but the eye expects the other way. A sagittal or lateral view has no such expectation.
 */
export function isMirrored(letters: EdgeLetters | undefined): boolean {
  return letters?.right.startsWith('R') === true && letters.left.startsWith('L');
}
