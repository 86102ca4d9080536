import { z } from 'zod';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { addSize, estimateFrameBytes, type ImageKind, type SizeSample } from '#shared/prefetch/frameSizes.ts';
import type { KeptValues } from '../settings/index.ts';

const keptName = 'frameSizes';
const keptShape = z.record(z.string().max(200), z.object({ frames: z.number(), shares: z.number() }));
const seriesInMemory = 500;
/** Written down after so many frames: what is lost with a crash is learned again in a minute. */
const writeAfter = 100;

/** Learns from every frame that comes what the next will take (rule O12): by archive and kind of image, and by series. */
export class LearnedSizes {
  readonly #kept: KeptValues | undefined;
  readonly #ofKind = new Map<string, SizeSample>();
  readonly #ofSeries = new Map<string, SizeSample>();
  #unwritten = 0;
  #noted = 0;
  #version = 0;

  constructor(kept?: KeptValues) {
    this.#kept = kept;
    const parsed = keptShape.safeParse(kept?.read(keptName));
    if (parsed.success) for (const [kind, sample] of Object.entries(parsed.data)) this.#ofKind.set(kind, sample);
  }

  /** @param pixelBytes of the frame when drawn. @param wireBytes of it as it came. */
  note(study: StudyRef, series: string, kind: ImageKind, pixelBytes: number, wireBytes: number): void {
    if (pixelBytes <= 0) return;
    const kindId = kindIdOf(study.archiveId, kind);
    const seriesId = `${studyKey(study)}/${series}`;
    this.#ofKind.set(kindId, addSize(this.#ofKind.get(kindId) ?? { frames: 0, shares: 0 }, wireBytes, pixelBytes));
    const before = this.#ofSeries.get(seriesId);
    this.#ofSeries.delete(seriesId);
    this.#ofSeries.set(seriesId, addSize(before ?? { frames: 0, shares: 0 }, wireBytes, pixelBytes));
    const [oldest] = this.#ofSeries.keys();
    if (this.#ofSeries.size > seriesInMemory && oldest !== undefined) this.#ofSeries.delete(oldest);
    this.#unwritten += 1;
    this.#noted += 1;
    // The first frames say most: what was reckoned before 1, 2, 4, 8 … of them, or 64, is reckoned again.
    if (this.#noted % Math.min(64, 2 ** Math.floor(Math.log2(this.#noted))) === 0) this.#version += 1;
    if (this.#unwritten >= writeAfter) this.writeDown();
  }

  /** Bytes that a frame will take on the wire. */
  estimate(study: StudyRef, series: string, kind: ImageKind, pixelBytes: number): number {
    const ofKind = this.#ofKind.get(kindIdOf(study.archiveId, kind));
    return estimateFrameBytes(pixelBytes, kind, ofKind, this.#ofSeries.get(`${studyKey(study)}/${series}`));
  }

  /** Another number when estimates may have changed by some hundredths. */
  get version(): number {
    return this.#version;
  }

  writeDown(): void {
    if (this.#unwritten === 0) return;
    this.#unwritten = 0;
    this.#kept?.write(keptName, Object.fromEntries(this.#ofKind));
  }
}

function kindIdOf(archiveId: ArchiveId, { modality, isLossy }: ImageKind): string {
  return `${archiveId}/${modality}/${isLossy ? 'lossy' : 'lossless'}`;
}
