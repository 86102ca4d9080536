import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { BoxStateKeeper } from '../boxStateKeeper.ts';
import { asInTheData, Cine, type CineFrames, type CineManner, rateOf } from './cine.ts';

/** What is said of a moving picture beside its button. */
export interface CineState extends CineManner {
  /** Frames a second that the data ask for; undefined where they do not say. */
  readonly dataRate: number | undefined;
}

/** The cine of one image box: plays its display set, and keeps what is said of it in the state of the box. */
export class StackCine {
  readonly #keeper: BoxStateKeeper;
  readonly #cine: Cine;

  /** `goTo` answers false while the frame before is not drawn yet. */
  constructor(keeper: BoxStateKeeper, goTo: (index: number) => boolean) {
    this.#keeper = keeper;
    this.#cine = new Cine(goTo);
  }

  /** Another display set: it stands still, and will play as its data ask. */
  begin(set: DisplaySet): void {
    this.#cine.stop();
    this.#cine.play({ ...asInTheData, bounce: set.frames[0]?.image.sweeping === true });
    this.#tell();
  }

  toggle(): void {
    if (this.#cine.playing) this.stop();
    else {
      const { asked, count } = this.#keeper.state();
      this.#cine.start(asked, { count, timesMs: this.#frames().timesMs });
      this.#tell();
    }
  }

  /** What stands still already says nothing: every step through the images stops it first. */
  stop(): void {
    if (!this.#cine.playing) return;
    this.#cine.stop();
    this.#tell();
  }

  playAs(manner: Partial<CineManner>): void {
    this.#cine.play({ ...this.#cine.manner, ...manner });
    this.#tell();
  }

  #frames(): CineFrames {
    const { set, count } = this.#keeper.state();
    const image = set?.frames[0]?.image;
    return { count, timesMs: image?.frameTimesMs ?? image?.frameTimeMs };
  }

  #tell(): void {
    this.#keeper.change({
      playing: this.#cine.playing,
      cine: { ...this.#cine.manner, dataRate: rateOf(this.#frames()) },
    });
  }
}
