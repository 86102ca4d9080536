/** Numbers in [0, 1) that a seed repeats (FNV-1a into mulberry32). For faults that a failing run must replay. */
export function seededFractions(seed: string): () => number {
  let state = [...seed].reduce((value, character) => Math.imul(value ^ character.charCodeAt(0), 16777619), 2166136261);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
