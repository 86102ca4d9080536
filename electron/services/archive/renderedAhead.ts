import { untilCancelled } from '#shared/base/cancelSignal.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import type { SOPInstanceUID } from '#shared/dicom/uids.ts';
import type { FrameReader } from './frameReader.ts';
import type { RenderedImage } from './index.ts';
import type { InstanceAddress } from './wado.ts';

export type Rendered = Result<RenderedImage, Failure>;
export type AskRendered = (address: InstanceAddress, signal: AbortSignal) => Promise<Rendered>;

/** Pixels from which no slow line brings a frame at once, however near its archive is. */
const largeFrame = 2_000_000;
/** On a line on which a list takes longer, a picture is here well before its frame. */
const slowListMs = 250;

export interface RenderedAheadOptions {
  readonly ask: AskRendered;
  readonly frames: Pick<FrameReader, 'comesWithPrefix'>;
  /** The person allows pictures of this archive's images, and it makes them. */
  readonly mayAsk: () => boolean;
}

/**
 * The picture of the frame that is most likely seen first, asked for as soon as that frame begins to come: an archive
 * takes its time to draw one, and the frame soon fills the line. It is asked for once, and left when the frame is here.
 */
export class RenderedAhead {
  readonly #options: RenderedAheadOptions;
  readonly #waiting = new Map<SOPInstanceUID, { readonly drawn: Promise<Rendered>; readonly cancel: () => void }>();

  constructor(options: RenderedAheadOptions) {
    this.#options = options;
  }

  /**
   * @param listMs how long the archive took to name the image.
   * @param frame settles when nobody needs a picture any more.
   */
  begin(address: InstanceAddress, attributes: DicomDataset, listMs: number, frame: Promise<unknown>): void {
    const { ask, frames, mayAsk } = this.#options;
    const shape = encodedFrameShapeOf(attributes);
    const isLarge = shape !== undefined && shape.Rows * shape.Columns >= largeFrame;
    if (!mayAsk() || !(isLarge || listMs > slowListMs) || frames.comesWithPrefix(attributes)) return;
    const abort = new AbortController();
    const cancel = () => abort.abort();
    const drawn = ask(address, abort.signal);
    this.#waiting.set(address.instance, { drawn, cancel });
    const leave = () => {
      this.#waiting.delete(address.instance);
      cancel();
    };
    // What went wrong with it is told to whoever takes it.
    drawn.catch(() => undefined);
    void frame.then(leave, leave);
  }

  /** What was asked for ahead; undefined when nothing was. */
  async take(instance: SOPInstanceUID, signal: AbortSignal | undefined): Promise<Rendered | undefined> {
    const waiting = this.#waiting.get(instance);
    if (!waiting) return undefined;
    const drawn = await untilCancelled(waiting.drawn, signal, undefined);
    // Nobody else comes for it.
    if (signal?.aborted) waiting.cancel();
    this.#waiting.delete(instance);
    return drawn;
  }
}
