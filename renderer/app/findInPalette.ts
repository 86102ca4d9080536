import { foldText } from '#shared/worklist/foldText.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly words: string;
}

/** Folding five thousand names takes longer than a key may: it is done once for as long as the entries stay. */
const foldedWords = new WeakMap<PaletteEntry, string>();

function folded(entry: PaletteEntry): string {
  const known = foldedWords.get(entry);
  if (known !== undefined) return known;
  const words = ` ${foldText(entry.words)}`;
  foldedWords.set(entry, words);
  return words;
}

/** Entries that have every typed word at the beginning of one of their own, in any script; best first words first. */
export function findInPalette<Entry extends PaletteEntry>(
  entries: readonly Entry[],
  typed: string,
  limit: number,
): readonly Entry[] {
  const wanted = foldText(typed)
    .split(' ')
    .filter((word) => word !== '');
  if (wanted.length === 0) return entries.slice(0, limit);
  const scored = entries.flatMap((entry) => {
    const text = folded(entry);
    const places = wanted.map((word) => text.indexOf(` ${word}`));
    return places.some((at) => at < 0) ? [] : [{ entry, score: Math.min(...places) }];
  });
  return scored
    .sort((one, other) => one.score - other.score)
    .slice(0, limit)
    .map(({ entry }) => entry);
}
