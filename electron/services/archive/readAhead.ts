import type { Clock } from '#electron/base/world.ts';
import { untilCancelled } from '#shared/base/cancelSignal.ts';
import { type DicomDataset, numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { isUID, type SeriesInstanceUID, type SOPInstanceUID, type StudyInstanceUID } from '#shared/dicom/uids.ts';
import { likelyFirst } from '#shared/prefetch/likelyFirst.ts';
import type { FrameReader } from './frameReader.ts';
import type { BodyToCome, ReceivedFrame, RequestOptions } from './index.ts';
import type { Searcher } from './qido.ts';
import type { RenderedAhead } from './renderedAhead.ts';
import type { InstanceAddress } from './wado.ts';

/** More rows than this and the list itself would hold up what it is asked for. */
const mostRows = 600;
/** Nobody came for it: something else is looked at. */
const keptMs = 30_000;
/** Of several boxes on the screen, the one that the guess was right for may ask a moment after another. */
const otherBoxesMs = 50;
const fields = [
  'InstanceNumber',
  'Rows',
  'Columns',
  'NumberOfFrames',
  'SamplesPerPixel',
  'BitsAllocated',
  'BitsStored',
  'PhotometricInterpretation',
  'LossyImageCompression',
  'Manufacturer',
  'ManufacturerModelName',
  'StationName',
  'AvailableTransferSyntaxUID',
] as const;

/**
 * The frame that whoever opens a study most likely sees first, asked for as soon as the archive's list of instances
 * says which that is: two round trips before the metadata would (A9, M12).
 *
 * It is not shown before the metadata is here. A QIDO row has no spacing, orientation or rescale that could be relied
 * on, a series of one image would be hung as one, and the page takes what is added to an open study for late arrivals
 * (V8). So the bytes wait here, unproven, until they are asked for as always, and are then checked against the whole
 * header as always. A wrong guess costs one frame.
 */
export class ReadAhead {
  readonly #searcher: Searcher;
  readonly #frames: FrameReader;
  readonly #pictures: Pick<RenderedAhead, 'begin'>;
  readonly #clock: Pick<Clock, 'after' | 'monotonicMs'>;
  readonly #waiting = new Map<string, Waiting>();
  /** Studies whose list is on its way and of which a frame has been asked for meanwhile, or not. */
  readonly #begun = new Map<StudyInstanceUID, { isOvertaken: boolean }>();

  constructor(
    searcher: Searcher,
    frames: FrameReader,
    pictures: Pick<RenderedAhead, 'begin'>,
    clock: Pick<Clock, 'after' | 'monotonicMs'>,
  ) {
    this.#searcher = searcher;
    this.#frames = frames;
    this.#pictures = pictures;
    this.#clock = clock;
  }

  async begin(study: StudyInstanceUID, options: RequestOptions): Promise<void> {
    const search = {
      path: `/studies/${study}/instances`,
      parameters: [],
      include: fields,
      uid: 'SOPInstanceUID',
    } as const;
    const way = { isOvertaken: false };
    this.#begun.set(study, way);
    const begunAtMs = this.#clock.monotonicMs();
    const listed = await this.#searcher.some(search, mostRows, options).finally(() => this.#begun.delete(study));
    // The metadata was here first: what is looked at is on its way already.
    if (way.isOvertaken) return;
    const chosen = listed.ok && listed.value.length < mostRows ? chooseFirst(study, listed.value) : undefined;
    if (!chosen || !this.#frames.isFormKnown(chosen.attributes)) return;
    const listMs = this.#clock.monotonicMs() - begunAtMs;
    const { address } = chosen;
    let frame: ReceivedFrame | undefined;
    const take = (received: ReceivedFrame) => {
      frame = received;
    };
    let onHead: (body: BodyToCome | undefined) => void = () => {};
    const head = new Promise<BodyToCome | undefined>((resolve) => {
      onHead = (body) => resolve(body && { ...body, headAtMs: this.#clock.monotonicMs() });
    });
    const abort = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, abort.signal]) : abort.signal;
    const asking = { ...options, signal, onHead: (body?: BodyToCome) => onHead(body) };
    const reading = this.#frames.readFrames(address, [1], take, asking, chosen.attributes).then(() => frame);
    // Not before: an archive that decodes the image for its picture lets the image itself wait.
    void head.then(() => this.#pictures.begin(address, chosen.attributes, listMs, reading));
    this.#waiting.set(address.instance, { study, reading, head, cancel: () => abort.abort() });
    // What went wrong with it is told to whoever takes it.
    await reading.catch(() => undefined);
    this.#clock.after(keptMs, () => this.#forget(address.instance, reading));
  }

  /**
   * What was asked for ahead, once; undefined when nothing was, or it did not come. `onHead` is told as for a question of
   * one's own: what waits for it may go on.
   */
  async take(
    { study, instance }: InstanceAddress,
    { lane, signal, onHead }: Pick<RequestOptions, 'lane' | 'signal' | 'onHead'>,
  ): Promise<ReceivedFrame | undefined> {
    const way = this.#begun.get(study);
    if (way) way.isOvertaken = true;
    const waiting = this.#waiting.get(instance);
    this.#waiting.delete(instance);
    if (lane === 'interactive') this.#leaveWrongGuesses(study);
    if (!waiting) return undefined;
    const { reading, head, cancel } = waiting;
    if (onHead) void head.then((body) => signal?.aborted || onHead(body));
    const frame = await untilCancelled(reading, signal, undefined);
    // It is taken once: nobody else comes for it, and it would hold a connection of whoever waits.
    if (signal?.aborted) cancel();
    return frame;
  }

  /** What is looked at is known: a frame nobody came for would hold a connection of whoever waits, and share the line. */
  #leaveWrongGuesses(study: StudyInstanceUID): void {
    for (const [instance, guess] of this.#waiting) {
      if (guess.study !== study) continue;
      this.#clock.after(otherBoxesMs, () => {
        if (this.#waiting.get(instance) !== guess) return;
        this.#waiting.delete(instance);
        guess.cancel();
      });
    }
  }

  #forget(instance: string, reading: Promise<unknown>): void {
    if (this.#waiting.get(instance)?.reading === reading) this.#waiting.delete(instance);
  }
}

/** A frame on its way, and when its answer begins. */
interface Waiting {
  readonly study: StudyInstanceUID;
  readonly reading: Promise<ReceivedFrame | undefined>;
  readonly head: Promise<BodyToCome | undefined>;
  readonly cancel: () => void;
}

interface Chosen {
  readonly address: InstanceAddress;
  readonly attributes: DicomDataset;
}

function chooseFirst(study: StudyInstanceUID, rows: readonly DicomDataset[]): Chosen | undefined {
  const bySeries = new Map<string, { readonly number: number | undefined; readonly row: DicomDataset }[]>();
  for (const row of rows) {
    const series = textOf(row, 'SeriesInstanceUID');
    const isImage = numberOf(row, 'Rows') !== undefined && (numberOf(row, 'NumberOfFrames') ?? 1) === 1;
    if (series === undefined || !isUID(series) || !isImage) continue;
    const image = { number: numberOf(row, 'InstanceNumber'), row };
    bySeries.set(series, [...(bySeries.get(series) ?? []), image]);
  }
  const attributes = likelyFirst([...bySeries.values()])?.row;
  const instance = attributes && textOf(attributes, 'SOPInstanceUID');
  if (!attributes || instance === undefined || !isUID(instance)) return undefined;
  const series = textOf(attributes, 'SeriesInstanceUID') as SeriesInstanceUID;
  return { address: { study, series, instance: instance as SOPInstanceUID }, attributes };
}
