import type { KeyedSeries, KeyedStudy } from './studyFile.ts';

/** What most hanging protocols in use do: the name of a series says which box it belongs in. Learned from shown studies. */
export function learnNames(shown: readonly KeyedStudy[]): ReadonlyMap<string, string> {
  const boxes = new Map<string, string>();
  for (const { series } of shown)
    for (const each of series) if (each.box !== undefined && nameOf(each) !== '') boxes.set(nameOf(each), each.box);
  return boxes;
}

/** Id of the series for each box, by its name alone; the first of a name. */
export function hangByName({ series }: KeyedStudy, names: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const hung = new Map<string, string>();
  for (const [index, each] of series.entries()) {
    const box = names.get(nameOf(each));
    if (box !== undefined && !hung.has(box)) hung.set(box, `now/${index + 1}`);
  }
  return hung;
}

/** Case and signs between words make no difference, as in the better of such products. */
function nameOf({ description }: KeyedSeries): string {
  return description
    .toUpperCase()
    .replace(/[^\p{L}\p{N}+]+/gu, ' ')
    .trim();
}
