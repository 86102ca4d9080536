import type { Page } from '@playwright/test';
import type { StudyFiles } from '../link/studies/ctStudy.ts';

/** A viewer in a window of its own, driven the way its reader drives it. Both are asked for the same things. */
export interface Viewer {
  readonly name: 'Durbeen' | 'OHIF';
  readonly page: Page;
  /** Opens a study from the list and waits for its first image; milliseconds from the key or click. */
  open(study: StudyFiles): Promise<number>;
  /** Until every image of the series in view is in the page's memory. */
  allHere(study: StudyFiles): Promise<void>;
  /** Back to the list. */
  leave(): Promise<void>;
  /** The source of a function that the page runs to go one image on. */
  readonly nextImage: string;
  /** To the first image of the series. */
  toFirst(): Promise<void>;
  /** Three planes; milliseconds from the key until three boxes show something. */
  toPlanes(): Promise<number>;
  /** The source of a function that turns the planes by a few degrees; undefined where there is no way by script. */
  readonly turnPlanes: string | undefined;
  /** Back from the planes to one box, then to two; milliseconds from the key until both show something. */
  toTwoBoxes(): Promise<number>;
  /** Elements of the page, as a measure of what a long list costs. */
  countElements(): Promise<number>;
  close(): Promise<void>;
}
