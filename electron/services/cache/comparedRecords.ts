import type { RecordPlace } from './packWriter.ts';

/** A frame takes some eight bytes here; what is forgotten is compared once more. */
const mostRecords = 200_000;

/**
 * Records whose digest was compared with their bytes since the program began. A record is sealed once, under a nonce
 * that is never used again, and the digest is sealed with the bytes it is of: where the two agreed once, the tag, which
 * is checked at every read, says that both are what they were. What the digest sees beyond the tag is what went wrong
 * in memory before sealing, and that does not change; the page compares it with every frame that it decodes (decision
 * 0005).
 */
export class ComparedRecords {
  /** First chunks, by pack. */
  readonly #chunks = new Map<string, Set<number>>();
  #count = 0;

  has({ packId, firstChunk }: RecordPlace): boolean {
    return this.#chunks.get(packId)?.has(firstChunk) ?? false;
  }

  add(place: RecordPlace): void {
    if (this.has(place)) return;
    if (this.#count >= mostRecords) this.#clear();
    const chunks = this.#chunks.get(place.packId);
    if (chunks) chunks.add(place.firstChunk);
    else this.#chunks.set(place.packId, new Set([place.firstChunk]));
    this.#count += 1;
  }

  forget({ packId, firstChunk }: RecordPlace): void {
    if (this.#chunks.get(packId)?.delete(firstChunk)) this.#count -= 1;
  }

  #clear(): void {
    this.#chunks.clear();
    this.#count = 0;
  }
}
