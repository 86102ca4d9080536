import { type WholeObject, wholeObject } from '#shared/contract/studies.ts';
import type { FrameKey } from '#shared/dicom/frameKey.ts';
import { explicitVRLittleEndian } from '#shared/dicom/transferSyntax.ts';
import type { StudyCache } from '../cache/index.ts';

/** Whole objects as records of the packs: sealed, proven and evicted like a frame of their study. */
export class KeptObjects {
  readonly #cache: Pick<StudyCache, 'readFrame' | 'writeFrame' | 'noteChecked'>;

  constructor(cache: Pick<StudyCache, 'readFrame' | 'writeFrame' | 'noteChecked'>) {
    this.#cache = cache;
  }

  /** Undefined when it is not here, or is not what this version writes. */
  async read(key: FrameKey): Promise<WholeObject | undefined> {
    const kept = await this.#cache.readFrame(key);
    if (!kept) return undefined;
    try {
      const read = wholeObject.safeParse(JSON.parse(new TextDecoder().decode(kept.bytes)));
      return read.success ? read.data : undefined;
    } catch {
      return undefined;
    }
  }

  /** Best effort: what cannot be kept is fetched again. */
  async keep(key: FrameKey, object: WholeObject): Promise<void> {
    const written = await this.#cache.writeFrame({
      key,
      transferSyntaxUID: explicitVRLittleEndian,
      fidelity: { transfer: 'lossless', lossyAtSource: false },
      bytes: new TextEncoder().encode(JSON.stringify(object)),
    });
    // There is no image to make of it.
    if (written.ok) this.#cache.noteChecked(key, written.value.digest);
  }
}
