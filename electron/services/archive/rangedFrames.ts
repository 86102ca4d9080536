import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import type { ArchiveMemory } from './archiveMemory.ts';
import type { RangedReading } from './frameParts.ts';
import { FramePrefixes } from './framePrefixes.ts';
import type { ImageToAsk } from './imageToAsk.ts';
import type { FramePrefix, RequestOptions } from './index.ts';
import { RangedAnswers } from './rangedAnswers.ts';
import type { InstanceAddress } from './wado.ts';

export interface RangedFramesOptions {
  readonly connection: ArchiveConnection;
  readonly memory: ArchiveMemory;
  /** The person allows frames to be seen, marked, before they are whole. */
  readonly mayPreview: boolean;
}

interface FrameAsked {
  readonly address: InstanceAddress;
  readonly frameNumbers: readonly number[];
  readonly image: ImageToAsk | undefined;
  readonly attributes: DicomDataset | undefined;
}

/**
 * Which frames are asked for by ranges (N15): any that is asked for alone goes on where it was cut, and one that somebody
 * waits for, is large and stored as HTJ2K comes beginning first. Where Range is not proved frames come whole, and a
 * beginning is seen while it passes.
 */
export class RangedFrames {
  readonly #options: RangedFramesOptions;
  readonly #answers: RangedAnswers;
  readonly #prefixes = new FramePrefixes();

  constructor(options: RangedFramesOptions) {
    this.#options = options;
    this.#answers = new RangedAnswers(options.connection, () => options.memory.learn({ range: false }));
  }

  /** How a frame, as stored, is to be asked for; undefined: in the ordinary way. */
  readingOf(asked: FrameAsked, { lane }: RequestOptions): RangedReading | undefined {
    const { address, frameNumbers, image, attributes } = asked;
    const [frameNumber, ...others] = frameNumbers;
    const shape = attributes && encodedFrameShapeOf(attributes);
    if (frameNumber === undefined || others.length > 0 || !image || !shape) return undefined;
    const mayRange = this.#options.memory.capabilities.range === true;
    const firstBytes = this.#firstBytesOf(image);
    if (firstBytes === undefined) return mayRange ? { answers: this.#answers, shape, mayRange } : undefined;
    return {
      answers: this.#answers,
      shape,
      mayRange,
      firstBytes: mayRange && lane === 'interactive' ? firstBytes : undefined,
      onMore: (begun) => this.#prefixes.note(address, frameNumber, image.station, begun),
    };
  }

  /** `isFinal`: the frames came, or the archive refuses them in this form. */
  ended({ address, frameNumbers }: FrameAsked, isFinal: boolean): void {
    for (const frameNumber of frameNumbers) this.#prefixes.ended(address, frameNumber, isFinal);
  }

  comesWithPrefix(image: ImageToAsk): boolean {
    return this.#firstBytesOf(image) !== undefined;
  }

  readPrefix(
    address: InstanceAddress,
    frameNumber: number,
    image: ImageToAsk | undefined,
    signal: AbortSignal,
  ): Promise<FramePrefix | undefined> {
    if (!image || this.#firstBytesOf(image) === undefined) return Promise.resolve(undefined);
    return this.#prefixes.waitFor(address, frameNumber, signal);
  }

  forget(): void {
    this.#answers.forget();
    this.#prefixes.forget();
  }

  /** Undefined where its beginning is not shown. */
  #firstBytesOf(image: ImageToAsk): number | undefined {
    const { memory, mayPreview } = this.#options;
    const stored = memory.storedSyntaxOf(image);
    const isHtj2k = stored !== undefined && transferSyntaxes.get(stored)?.codec === 'htj2k';
    return mayPreview && isHtj2k ? this.#prefixes.firstBytesOf(image) : undefined;
  }
}
