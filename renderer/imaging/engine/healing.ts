/**
 * What can go wrong with drawing: the graphics card let go of everything, a box stayed black though its image is not, a
 * known image came out with other greys; the last two of images as they are, or of volumes alone.
 */
export type GraphicsTrouble = 'contextLost' | 'blackBox' | 'wrongGreys' | 'blackVolume' | 'wrongVolume';

/** What is done about it: build it anew, let the processor make the planes, or draw all, or show no image at all. */
export type Remedy = 'rebuild' | 'planes' | 'cpu' | 'none';

const ofVolumes: ReadonlySet<GraphicsTrouble> = new Set(['blackVolume', 'wrongVolume']);

/** What draws: of images as they are, and of planes through volumes. */
export interface Drawing {
  readonly backend: 'gpu' | 'cpu';
  readonly planes: 'gpu' | 'cpu';
}

const tenMinutesMs = 600_000;
/** Losses in ten minutes after which a card is no longer relied on (H4). */
const mostLosses = 3;

/** Decides what is done about trouble with drawing, by what has been tried already. */
export class Healing {
  #losses: number[] = [];
  #wrong: number[] = [];
  #wrongVolumes: number[] = [];

  /** The card let go of what it held; several contexts that go together are one loss. */
  noteLoss(nowMs: number): void {
    this.#losses = within(this.#losses, nowMs);
  }

  /** `nowMs`: any clock, always the same one. */
  remedyFor(trouble: GraphicsTrouble, { backend, planes }: Drawing, nowMs: number): Remedy {
    // Losses of the card are nothing to the processor; a rebuild then harms nobody.
    if (trouble === 'contextLost') return backend === 'gpu' && this.#losses.length >= mostLosses ? 'cpu' : 'rebuild';
    if (ofVolumes.has(trouble)) {
      this.#wrongVolumes = within(this.#wrongVolumes, nowMs);
      // Images that are drawn well stay with the graphics card.
      if (this.#wrongVolumes.length === 1) return 'rebuild';
      return planes === 'gpu' ? 'planes' : 'none';
    }
    this.#wrong = within(this.#wrong, nowMs);
    if (this.#wrong.length === 1) return 'rebuild';
    return backend === 'gpu' ? 'cpu' : 'none';
  }
}

function within(times: readonly number[], nowMs: number): number[] {
  return [...times.filter((at) => nowMs - at < tenMinutesMs), nowMs];
}
