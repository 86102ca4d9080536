import type { DisplaySet, FrameOfImage } from '#shared/dicom/displaySets.ts';
import type { Window } from '#shared/dicom/presentationValues.ts';
import type { BoxStateKeeper } from '../boxStateKeeper.ts';
import { backgroundFloorOf } from '../frames/background.ts';
import { draggedGrey } from '../grey/dragWindow.ts';

import { applyGrey, type GreyState } from '../grey/grey.ts';
import { type GreyChoice, greyChoicesOf, nextChoice } from '../grey/greyChoices.ts';
import { defaultGreyOf, greyOfImage, greyOfWholeSeries, greyWithWindow, isWindowOurs } from '../grey/greyDefaults.ts';

interface DrawnStack {
  getDefaultActor(): unknown;
  render(): void;
}

/** The grey of one stack: one for all of its images, or, when the reader asks for that, each image's own (PX6). */
export class StackGrey {
  readonly #keeper: BoxStateKeeper;
  readonly #viewport: DrawnStack;
  readonly #isHere: (imageId: string) => boolean;
  #arrived: string | undefined;
  /** The window is the reader's, the data's, or made of the whole series: nothing that comes changes it any more. */
  #settled = false;

  constructor(keeper: BoxStateKeeper, viewport: DrawnStack, isHere: (imageId: string) => boolean) {
    this.#keeper = keeper;
    this.#viewport = viewport;
    this.#isHere = isHere;
  }

  /** Another display set; the grey given goes before the data's own. */
  begin(set: DisplaySet, grey: GreyState | undefined): void {
    this.#arrived = undefined;
    this.#settled = grey !== undefined || !isWindowOurs(set);
    this.#keeper.change({ grey: grey ?? defaultGreyOf(set, undefined), greyPerImage: false });
  }

  /** The pixels are with the graphics card and will be drawn next: our grey goes on before that. */
  onArrived(imageId: string, item: FrameOfImage | undefined): void {
    this.#arrived = imageId;
    const grey = this.#greyFor(imageId, item);
    if (!grey) return;
    if (grey !== this.#keeper.state().grey) this.#keeper.change({ grey });
    this.#put(grey);
  }

  /** A grey that the reader chose. */
  choose(grey: GreyState): void {
    this.#settled = true;
    this.#show(grey);
  }

  setWindow(window: Window): void {
    const { set, grey } = this.#keeper.state();
    const next = set && greyWithWindow(set, grey, window);
    if (next) this.#chooseForAll(next);
  }

  drag(widthSteps: number, centerSteps: number): void {
    const { grey } = this.#keeper.state();
    if (grey) this.#chooseForAll(draggedGrey(grey, widthSteps, centerSteps));
  }

  toggleInversion(): void {
    const { grey } = this.#keeper.state();
    if (grey) this.choose({ ...grey, inverted: !grey.inverted });
  }

  /** What the data of the image on the screen ask for: each of its windows and tables. */
  choices(): readonly GreyChoice[] {
    const { drawn } = this.#keeper.state();
    return drawn ? greyChoicesOf(drawn.item) : [];
  }

  nextOfData(towards: 1 | -1): void {
    const next = nextChoice(this.choices(), this.#keeper.state().grey, towards);
    if (next) this.#chooseForAll(next);
  }

  /** Every image in the window of its own data, or all in one: the one that is on the screen now. */
  togglePerImage(): void {
    const { greyPerImage, drawn, colour } = this.#keeper.state();
    if (colour) return;
    this.#settled = true;
    this.#keeper.change({ greyPerImage: !greyPerImage });
    const grey = !greyPerImage && drawn ? greyOfImage(drawn.item, this.#keeper.state().grey) : undefined;
    if (grey) this.#show(grey);
  }

  /** The window that the data begin with. */
  dataWindow(): Window | undefined {
    return this.#ofData()?.window;
  }

  reset(): void {
    this.#keeper.change({ greyPerImage: false });
    const grey = this.#ofData();
    if (grey) this.choose(grey);
  }

  #ofData(): GreyState | undefined {
    const { set, drawn } = this.#keeper.state();
    if (!set) return undefined;
    return (isWindowOurs(set) ? greyOfWholeSeries(set) : undefined) ?? defaultGreyOf(set, drawn?.imageId);
  }

  #greyFor(imageId: string, item: FrameOfImage | undefined): GreyState | undefined {
    const { set, grey, greyPerImage, imageIds } = this.#keeper.state();
    if (greyPerImage && item) return greyOfImage(item, grey) ?? grey;
    if (!set || this.#settled) return grey ?? (set && defaultGreyOf(set, imageId));
    // Once, when the last image of the series has come: until then the first that came has chosen for all.
    if (imageIds.every(this.#isHere)) {
      this.#settled = true;
      return greyOfWholeSeries(set) ?? grey ?? defaultGreyOf(set, imageId);
    }
    return grey ?? defaultGreyOf(set, imageId);
  }

  /** A window of the reader's own is one for all images again. */
  #chooseForAll(grey: GreyState): void {
    this.#keeper.change({ greyPerImage: false });
    this.choose(grey);
  }

  #show(grey: GreyState): void {
    this.#keeper.change({ grey });
    this.#put(grey);
    this.#viewport.render();
  }

  #put(grey: GreyState): void {
    applyGrey(this.#viewport, grey, this.#arrived === undefined ? undefined : backgroundFloorOf(this.#arrived));
  }
}
