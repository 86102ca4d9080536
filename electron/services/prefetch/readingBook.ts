import { z } from 'zod';
import type { Clock } from '#electron/base/world.ts';
import { type StudyRef, studyKey } from '#shared/dicom/frameKey.ts';
import { kindOfReading, noteReading, type ReadingTimes, usualReadingMs } from '#shared/prefetch/readingTimes.ts';
import type { KeptValues } from '../settings/index.ts';

const keptName = 'readingTimes';
const keptShape = z.record(z.string().max(16), z.array(z.number().nonnegative()).max(100));

interface Reading {
  readonly id: string;
  readonly kind: string;
  readonly since: number;
}

/** How long this reader takes by modality, learned from how long studies are open; and when the next is taken. */
export class ReadingBook {
  readonly #clock: Pick<Clock, 'monotonicMs' | 'now'>;
  readonly #kept: KeptValues | undefined;
  #times: ReadingTimes;
  /** The study in front of the reader: the last opened. */
  #reading: Reading | undefined;

  constructor(clock: Pick<Clock, 'monotonicMs' | 'now'>, kept?: KeptValues) {
    this.#clock = clock;
    this.#kept = kept;
    const parsed = keptShape.safeParse(kept?.read(keptName));
    this.#times = parsed.success ? parsed.data : {};
  }

  noteOpened(study: StudyRef, modalities: readonly string[]): void {
    if (this.#reading?.id === studyKey(study)) return;
    this.#end(true);
    const kind = kindOfReading(modalities);
    this.#reading = { id: studyKey(study), kind, since: this.#clock.monotonicMs() };
  }

  noteClosed(study: StudyRef, wasComplete: boolean): void {
    if (this.#reading?.id === studyKey(study)) this.#end(wasComplete);
  }

  usualMs(modalities: readonly string[]): number {
    return usualReadingMs(this.#times, kindOfReading(modalities));
  }

  /** Epoch ms; undefined while nothing is open. */
  readerFreeAt(): number | undefined {
    if (!this.#reading) return undefined;
    const left = usualReadingMs(this.#times, this.#reading.kind) - (this.#clock.monotonicMs() - this.#reading.since);
    return this.#clock.now() + Math.max(0, left);
  }

  #end(counts: boolean): void {
    const reading = this.#reading;
    this.#reading = undefined;
    if (!reading || !counts) return;
    const times = noteReading(this.#times, reading.kind, this.#clock.monotonicMs() - reading.since);
    if (times === this.#times) return;
    this.#times = times;
    this.#kept?.write(keptName, times);
  }
}
