import type { Clock } from '#electron/base/world.ts';
import { ArchiveMemory, type AskingWell } from '#electron/services/archive/index.ts';
import type { ArchiveNotes } from '#electron/services/records/index.ts';
import type { ArchiveDescription } from '#shared/contract/archives.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';

type ImageOf = (
  archiveId: ArchiveId,
  ...address: Parameters<AskingWell['imageOf']>
) => ReturnType<AskingWell['imageOf']>;

/** What has been learned of each archive, for as long as its client is changed and its address is not. */
export class ArchiveMemories {
  readonly #clock: Clock;
  readonly #notes: ArchiveNotes | undefined;
  readonly #memories = new Map<string, ArchiveMemory>();
  #imageOf: ImageOf = () => undefined;

  constructor(clock: Clock, notes: ArchiveNotes | undefined) {
    this.#clock = clock;
    this.#notes = notes;
  }

  /** Where an image's attributes are found before its pixels are asked for. */
  lookUpImagesWith(imageOf: ImageOf): void {
    this.#imageOf = imageOf;
  }

  askingOf({ archiveId, url, mayCompress, mayPreview }: ArchiveDescription): AskingWell {
    return {
      memory: this.of(archiveId, url),
      mayCompress: mayCompress === true,
      mayPreview: mayPreview === true,
      imageOf: (address) => this.#imageOf(archiveId, address),
      clock: this.#clock,
    };
  }

  /** At another address another archive may answer: what was learned of the first is not believed of it. */
  of(archiveId: ArchiveId, url: string): ArchiveMemory {
    const id = `${archiveId} ${url}`;
    const known = this.#memories.get(id);
    if (known) return known;
    const notes = this.#notes;
    const memory = new ArchiveMemory(
      notes && {
        read: (topic) => notes.read(archiveId, `${topic} ${url}`),
        // What cannot be kept is learned again.
        save: (topic, value) => void notes.save(archiveId, `${topic} ${url}`, value),
      },
    );
    this.#memories.set(id, memory);
    return memory;
  }
}
