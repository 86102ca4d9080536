import { type DicomDataset, itemsOf, numberOf, numbersOf } from '../../dicom/dicomJson.ts';
import type { LossList } from './exchangeProblem.ts';
import type { Rectangle } from './gridPlaces.ts';

const mostScreens = 4;

/** Where each screen stands in the whole (PS3.3 section C.23.2); side by side where nobody says. */
export function readScreens(dataset: DicomDataset): readonly Rectangle[] {
  const named = itemsOf(dataset, 'NominalScreenDefinitionSequence')
    .map(rectangleIn)
    .filter((screen) => screen !== undefined);
  if (named.length > 0) return named.slice(0, mostScreens);
  const count = Math.min(mostScreens, Math.max(1, Math.floor(numberOf(dataset, 'NumberOfScreens') ?? 1)));
  return Array.from({ length: count }, (_, index): Rectangle => [index / count, 1, (index + 1) / count, 0]);
}

/** Where a box stands; undefined and noted: nowhere. */
export function readBox(box: DicomDataset, where: string, losses: LossList): Rectangle | undefined {
  const rectangle = rectangleIn(box);
  if (rectangle) return rectangle;
  const values = numbersOf(box, 'DisplayEnvironmentSpatialPosition');
  const [left, top, right, bottom] = values ?? [];
  // PS3.17 section V.3.3 prints its third box with the same top and bottom: as high as the screens is what is meant.
  if (values?.length === 4 && left !== undefined && right !== undefined && right > left && top === bottom) {
    const whole: Rectangle = [left, 1, right, 0];
    losses.add('boxMisprinted', where);
    return isWithin(whole) ? whole : undefined;
  }
  losses.add('boxOutside', where);
  return undefined;
}

function rectangleIn(dataset: DicomDataset): Rectangle | undefined {
  const [left, top, right, bottom, ...more] = numbersOf(dataset, 'DisplayEnvironmentSpatialPosition') ?? [];
  if (left === undefined || top === undefined || right === undefined || bottom === undefined || more.length > 0)
    return undefined;
  const rectangle: Rectangle = [left, top, right, bottom];
  return right > left && top > bottom && isWithin(rectangle) ? rectangle : undefined;
}

/** A rounded edge may lie a little outside. */
function isWithin(rectangle: Rectangle): boolean {
  return rectangle.every((edge) => edge > -0.01 && edge < 1.01);
}

/** The screen that the middle of a box lies on, or is nearest to. */
export function screenOf(box: Rectangle, screens: readonly Rectangle[]): number {
  const [x, y] = middleOf(box);
  const away = screens.map(([left, top, right, bottom]) =>
    Math.hypot(outside(x, left, right), outside(y, bottom, top)),
  );
  return Math.max(0, away.indexOf(Math.min(...away)));
}

function middleOf([left, top, right, bottom]: Rectangle): readonly [number, number] {
  return [(left + right) / 2, (top + bottom) / 2];
}

function outside(value: number, low: number, high: number): number {
  return value < low ? low - value : value > high ? value - high : 0;
}
