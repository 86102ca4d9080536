import { createHash } from 'node:crypto';
import { uidFromRandom } from '#shared/dicom/uids.ts';

/**
 * Changed when a drawn pixel or attribute changes: the studies are drawn anew and get UIDs of their own, so that no
 * cached frame is taken for another's.
 */
export const practiceVersion = 7;

/** The UID of a thing of the practice archive, always the same for the same name and version. */
export function practiceUid(...name: readonly (string | number)[]): string {
  const digest = createHash('sha256')
    .update(`durbeen practice ${practiceVersion}/${name.join('/')}`)
    .digest();
  return uidFromRandom(new Uint8Array(digest.subarray(0, 16)));
}
