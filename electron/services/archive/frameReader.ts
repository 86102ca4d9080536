import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { lossOf } from '#shared/dicom/codestreamLoss.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { transferSyntaxes } from '#shared/dicom/transferSyntax.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import type { ArchiveMemory } from './archiveMemory.ts';
import { chooseRepresentation, couldBeCompressed, type Representation } from './chooseRepresentation.ts';
import { CompressionWatch } from './compressionWatch.ts';
import { type OnFrame, readFrameParts } from './frameParts.ts';
import { type ImageToAsk, imageToAsk } from './imageToAsk.ts';
import type { FramePrefix, RequestOptions } from './index.ts';
import { endsProbe } from './probeNeeds.ts';
import { RangedFrames } from './rangedFrames.ts';
import { StoredSyntaxLesson } from './storedSyntaxLesson.ts';
import { type InstanceAddress, refusedAccept } from './wado.ts';
import type { WholeInstances } from './wholeInstances.ts';

export interface FrameReaderOptions {
  readonly connection: ArchiveConnection;
  readonly whole: WholeInstances | undefined;
  readonly memory: ArchiveMemory;
  readonly mayCompress: boolean;
  readonly mayPreview: boolean;
  /** What is known of an image before its pixels are asked for. */
  readonly imageOf: (address: InstanceAddress) => DicomDataset | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

interface Question {
  readonly address: InstanceAddress;
  readonly image: ImageToAsk | undefined;
  readonly attributes: DicomDataset | undefined;
  /** What has not arrived yet, in the order asked: what one way brought is not asked for in another. */
  remaining: number[];
}

/**
 * WADO-RS frames in the smallest form that the archive is known to make without loss, and in others where that is
 * refused ("How a series is asked for", link.md section 3.4).
 */
export class FrameReader {
  readonly #options: FrameReaderOptions;
  readonly #watch: CompressionWatch;
  readonly #lesson = new StoredSyntaxLesson();
  readonly #ranged: RangedFrames;

  constructor(options: FrameReaderOptions) {
    this.#options = options;
    this.#watch = new CompressionWatch(options.connection, options.memory, options.now);
    this.#ranged = new RangedFrames(options);
  }

  /**
   * Each frame is handed on as soon as it is whole. `known`: the image's attributes, where they are looked up nowhere.
   * Answers the failure that says most when every way was refused.
   */
  async readFrames(
    address: InstanceAddress,
    frameNumbers: readonly number[],
    onFrame: OnFrame,
    options: RequestOptions,
    known?: DicomDataset,
  ): Promise<Result<void, Failure>> {
    if (frameNumbers.length === 0) return succeed(undefined);
    const attributes = known ?? this.#options.imageOf(address);
    const image = attributes && imageToAsk(attributes);
    const question: Question = { address, image, attributes, remaining: [...frameNumbers] };
    if (!image || options.lane === 'interactive' || !this.#wantsLesson(image)) {
      return this.#tryWays(question, onFrame, options);
    }
    // How this maker's images are stored is learned from one frame; a dozen asked at once would all come uncompressed.
    return this.#lesson.attend(
      image.station,
      () => this.#wantsLesson(image),
      () => this.#tryWays(question, onFrame, options),
      options.signal,
    );
  }

  /** Whether the best form for such an image is known, so that a guess at what is wanted costs no uncompressed frame. */
  isFormKnown(attributes: DicomDataset): boolean {
    const { memory, mayCompress } = this.#options;
    return !mayCompress || !memory.hasProvedAny() || memory.storedSyntaxOf(imageToAsk(attributes)) !== undefined;
  }

  /** Its own beginning is a better picture of it than any other, and is here while it comes. */
  comesWithPrefix(attributes: DicomDataset): boolean {
    return this.#ranged.comesWithPrefix(imageToAsk(attributes));
  }

  /** The beginning of a frame that is asked for, or will be; undefined where there is none to be had. */
  readPrefix(address: InstanceAddress, frameNumber: number, signal: AbortSignal): Promise<FramePrefix | undefined> {
    const attributes = this.#options.imageOf(address);
    return this.#ranged.readPrefix(address, frameNumber, attributes && imageToAsk(attributes), signal);
  }

  /** Nothing more is asked. */
  forget(): void {
    this.#ranged.forget();
  }

  #wantsLesson(image: ImageToAsk): boolean {
    const { memory, mayCompress } = this.#options;
    const isUseful = couldBeCompressed(image, mayCompress) && memory.hasProvedAny();
    return isUseful && memory.storedSyntaxOf(image) === undefined;
  }

  async #tryWays(question: Question, onFrame: OnFrame, options: RequestOptions): Promise<Result<void, Failure>> {
    let telling: Failure | undefined;
    for (const way of this.#waysFor(question)) {
      const read = await this.#readIn(way, question, onFrame, options);
      if (!read || (read.ok && question.remaining.length > 0)) continue;
      if (read.ok) return read;
      const { failure } = read;
      const isCompressed = way !== 'asStored' && way !== 'wholeInstance' && way !== 'decoded';
      const goesOn = isCompressed
        ? await this.#watch.mayGoOn(way, question, failure, options)
        : refusedAccept(failure) || isLossy(failure) || failure.code === 'TransferSyntaxUnsupported';
      if (!goesOn) return telling && refusedAccept(failure) ? fail(telling) : read;
      // The refusal of the frames says more than that of the instance, unless the file itself told what is wrong.
      if (!isCompressed && (telling === undefined || !refusedAccept(failure))) telling = failure;
    }
    return telling ? fail(telling) : succeed(undefined);
  }

  #waysFor({ image, remaining }: Question): readonly Representation[] {
    const { memory, mayCompress } = this.#options;
    const ways = chooseRepresentation(image, {
      mayCompress,
      storedSyntax: image && memory.storedSyntaxOf(image),
      isProved: (type, stored) => memory.isProved(type, stored),
      isPoisoned: (type, storedSyntax, sopClass) =>
        memory.poison.has({ type, storedSyntax, sopClass }, this.#options.now()) ||
        this.#watch.isGivenUp(type, image?.series),
    });
    // One question for each frame would cost a long line dearly (N14): where lists are not had, the instance comes once.
    const isListRefused = remaining.length > 1 && memory.capabilities.frameLists === false;
    return isListRefused ? ['wholeInstance', ...ways.filter((way) => way !== 'wholeInstance')] : ways;
  }

  /** Undefined: this way cannot be gone at all. */
  async #readIn(
    way: Representation,
    question: Question,
    onFrame: OnFrame,
    options: RequestOptions,
  ): Promise<Result<void, Failure> | undefined> {
    const { connection, whole } = this.#options;
    const { address, image, attributes } = question;
    const frameNumbers = [...question.remaining];
    if (way !== 'asStored' && way !== 'wholeInstance' && way !== 'decoded') this.#watch.noteAsked(way, image);
    if (way === 'wholeInstance') {
      const take: OnFrame = async (frame) => {
        await this.#handOn(question, onFrame, { ...frame, asked: way });
      };
      return whole?.readFrames({ address, attributes }, frameNumbers, take, options);
    }
    const take: OnFrame = async (frame) => {
      if (image && way === 'asStored') this.#noteStored(image, address, frame.transferSyntaxUID);
      if (image && way !== 'asStored' && way !== 'decoded')
        this.#watch.noteAnswered(way, image, frame.transferSyntaxUID);
      await this.#handOn(question, onFrame, frame);
    };
    const refuse = (uid: string, bytes: Uint8Array) => this.#refusalOf(way, image, uid, bytes);
    const frameBytes = image?.frameBytes;
    const isCompressed = this.#comesCompressed(way, image);
    const asked = { address, frameNumbers, form: way, isCompressed, frameBytes, refuse };
    if (way !== 'asStored') return readFrameParts(connection, asked, take, options);
    const named = { address, frameNumbers, image, attributes };
    const ranged = this.#ranged.readingOf(named, options);
    const read = await readFrameParts(connection, { ...asked, ranged }, take, options);
    this.#ranged.ended(named, read.ok || !endsProbe(read.failure));
    return read;
  }

  #comesCompressed(way: Exclude<Representation, 'wholeInstance'>, image: ImageToAsk | undefined): boolean {
    if (way === 'decoded') return false;
    if (way !== 'asStored') return true;
    // A guess that is wrong would bring a raw frame unpacked, at twice its size.
    const stored = image && this.#options.memory.surelyStoredAs(image);
    const codec = stored === undefined ? 'none' : (transferSyntaxes.get(stored)?.codec ?? 'none');
    return codec !== 'none' && codec !== 'rle';
  }

  #noteStored(image: ImageToAsk, { study }: InstanceAddress, transferSyntaxUID: string): void {
    const { memory, mayCompress } = this.#options;
    memory.noteStored(image, transferSyntaxUID);
    if (couldBeCompressed(image, mayCompress)) memory.noteLarge(study, transferSyntaxUID);
  }

  async #handOn(question: Question, onFrame: OnFrame, frame: Parameters<OnFrame>[0]): Promise<void> {
    question.remaining = question.remaining.filter((number) => number !== frame.frameNumber);
    await onFrame(frame);
  }

  /**
   * A3: lossy frames are taken only as stored, and not where the archive says it stores without loss or this very series
   * has been coming so; decoded ones only uncompressed. One called lossless is believed no further than its header; as
   * it is stored it is taken all the same, and called what it is.
   */
  #refusalOf(
    way: Exclude<Representation, 'wholeInstance'>,
    image: ImageToAsk | undefined,
    uid: string,
    bytes: Uint8Array,
  ) {
    const { memory } = this.#options;
    const syntax = transferSyntaxes.get(uid);
    if (way === 'decoded') return syntax?.codec === 'none' ? undefined : 'notDecoded';
    const known = way === 'asStored' && image ? (image.availableSyntax ?? memory.storedInSeries(image)) : undefined;
    const expectsLossless =
      way !== 'asStored' || (known !== undefined && transferSyntaxes.get(known)?.lossless === true);
    if (!syntax || !expectsLossless || (syntax.lossless && uid === known)) return undefined;
    if (lossOf(uid, bytes) !== 'lossy') return undefined;
    memory.lossyAnswers += 1;
    return 'lossy';
  }
}

function isLossy(failure: Failure): boolean {
  return failure.code === 'ArchiveAnswerInvalid' && failure.details?.['reason'] === 'lossy';
}
