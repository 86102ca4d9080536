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

/**
 * A kinder reading of names: each series goes to the box whose remembered names share most of its words, best first, as
 * long as one word is shared. Numbers are no words.
 */
export function hangByWords({ series }: KeyedStudy, names: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const candidates = series.flatMap((each, index) =>
    [...names].map(([name, box]) => ({ box, id: `now/${index + 1}`, alike: alike(nameOf(each), name) })),
  );
  const hung = new Map<string, string>();
  for (const { box, id, alike: share } of candidates.sort((one, other) => other.alike - one.alike))
    if (share > 0 && !hung.has(box) && ![...hung.values()].includes(id)) hung.set(box, id);
  return hung;
}

/** Words in both, of all words; 0 to 1. */
function alike(one: string, other: string): number {
  const words = (name: string) => new Set(name.split(' ').filter((word) => /\p{L}/u.test(word)));
  const [first, second] = [words(one), words(other)];
  const shared = [...first].filter((word) => second.has(word)).length;
  return shared === 0 ? 0 : shared / new Set([...first, ...second]).size;
}
