import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { Keyword } from '#shared/dicom/attributes.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { type ArchiveId, type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { withHeaderText } from '#shared/dicom/readableAttributes.ts';
import type { ArchiveClient } from '../archive/index.ts';
import type { CachedSeries, StudyCache } from '../cache/index.ts';
import type { StudyIndex } from '../prefetch/index.ts';
import { chooseInstance, isOfInstance, unreadableIn } from './headerChoice.ts';

export interface HeaderReaderOptions {
  readonly cache: Pick<StudyCache, 'saveSeries' | 'readSeries'>;
  readonly index: Pick<StudyIndex, 'put'>;
  readonly framesOf: (instance: DicomDataset) => number;
  readonly clientOf: (archiveId: ArchiveId) => ArchiveClient | undefined;
  /** Reads a DICOM file's attributes, its text in Unicode. */
  readonly readFile: (bytes: Uint8Array) => Promise<Result<DicomDataset, Failure>>;
  readonly onLearned: (study: StudyRef, header: DicomDataset, keywords: readonly Keyword[]) => void;
  /** The file that came is not the one that was asked for, or no file; nothing of it is kept. */
  readonly onProblem: (study: StudyRef, code: Failure['code'] | 'HeaderDisagrees') => void;
}

/**
 * Learns what an archive cannot say (rule A10): where a study's name or description cannot be read in its answers, one
 * whole small image is fetched, and its own header, with its own character set, says it. Once for a study, never for
 * one that can be read; what fails stays as it is, and is tried again when the study is next opened.
 */
export class HeaderReader {
  readonly #options: HeaderReaderOptions;
  readonly #asked = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();

  constructor(options: HeaderReaderOptions) {
    this.#options = options;
  }

  /** Looks at what the archive's search said of a study, and what the metadata of one of its images does. */
  consider(study: StudyRef, searched: DicomDataset | undefined, instance: DicomDataset | undefined): void {
    const id = studyKey(study);
    const keywords = unreadableIn(searched, instance);
    if (keywords.length === 0 || this.#asked.has(id) || this.#stop.signal.aborted) return;
    this.#asked.set(
      id,
      this.#learn(study, searched, keywords).then((mayAskAgain) => {
        if (mayAskAgain) this.#asked.delete(id);
      }),
    );
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#asked.values());
  }

  /** Answers whether it may be tried again: the line failed, and not what came over it. */
  async #learn(study: StudyRef, searched: DicomDataset | undefined, keywords: readonly Keyword[]): Promise<boolean> {
    const { cache, clientOf, readFile, framesOf, onLearned, onProblem } = this.#options;
    const client = clientOf(study.archiveId);
    const chosen = chooseInstance(cache.readSeries(study), framesOf);
    if (!client || !chosen) return true;
    const address = { study: study.studyInstanceUID, series: chosen.series, instance: chosen.instance };
    const file = await client.readInstance(address, { lane: 'background', signal: this.#stop.signal });
    if (!file.ok) return true;
    const header = await readFile(file.value);
    if (this.#stop.signal.aborted) return true;
    if (!header.ok || !isOfInstance(header.value, address, searched ?? chosen.attributes)) {
      onProblem(study, header.ok ? 'HeaderDisagrees' : header.failure.code);
      return false;
    }
    this.#keep(study, header.value, keywords);
    onLearned(study, header.value, keywords);
    return false;
  }

  /** The kept attributes of the study's images say the same as their header does from now on. */
  #keep(study: StudyRef, header: DicomDataset, keywords: readonly Keyword[]): void {
    const { cache, index } = this.#options;
    // Read anew: images may have come while the file was on its way.
    const series = cache.readSeries(study);
    const learned = series.map((one): CachedSeries => {
      const instances = one.instances.map((instance) => withHeaderText(instance, header, keywords));
      if (instances.every((instance, at) => instance === one.instances[at])) return one;
      const changed = { ...one, instances };
      cache.saveSeries(study, changed);
      return changed;
    });
    if (learned.some((one, at) => one !== series[at])) index.put(study, learned);
  }
}
