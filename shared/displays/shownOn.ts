/** Images of a study that were drawn at full fidelity on each of these monitors, and on no other. */
export interface ShownOn {
  readonly displays: readonly string[];
  readonly images: number;
}

/** Where a page cannot say which monitor a window is on. It is nobody's name, and so is short for every study. */
export const unknownDisplay = '?';

/** How many images were seen on no monitor that is good enough. */
export function countOnShortOnly(shownOn: readonly ShownOn[], isShort: (displayId: string) => boolean): number {
  return shownOn.filter(({ displays }) => displays.every(isShort)).reduce((sum, { images }) => sum + images, 0);
}

/** How many images were seen on a monitor, whatever others they were seen on. */
export function countOn(shownOn: readonly ShownOn[], displayId: string): number {
  return shownOn.filter(({ displays }) => displays.includes(displayId)).reduce((sum, { images }) => sum + images, 0);
}
