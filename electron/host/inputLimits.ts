import { mostProtocolFileBytes } from '#shared/contract/hanging.ts';

/** More than any honest input has: a full report is 250,000 characters, a long list 5,000 studies. */
const most = { nodes: 100_000, characters: 2_000_000, depth: 32 } as const;
/** A file that a person hands over crosses as one text, in which nothing has to be walked. */
const mostCharactersOf: ReadonlyMap<string, number> = new Map([
  ['hanging.readFile', Math.ceil(mostProtocolFileBytes / 3) * 4 + 1_000],
]);

/**
 * Whether an input is small enough to be looked at further. A port delivers values of any size and depth, already
 * in memory; schemas walk them recursively, so depth and count are checked first, without recursion. `procedure`: whose.
 */
export function withinInputLimits(input: unknown, procedure: string): boolean {
  const mostCharacters = mostCharactersOf.get(procedure) ?? most.characters;
  let nodes = 0;
  let characters = 0;
  const toVisit: { value: unknown; depth: number }[] = [{ value: input, depth: 0 }];
  for (let next = toVisit.pop(); next; next = toVisit.pop()) {
    const { value, depth } = next;
    nodes += 1;
    if (typeof value === 'string') characters += value.length;
    if (nodes > most.nodes || characters > mostCharacters || depth > most.depth) return false;
    if (typeof value !== 'object' || value === null) continue;
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return false;
    const children = Object.entries(value);
    if (nodes + toVisit.length + children.length > most.nodes) return false;
    for (const [name, child] of children) {
      characters += name.length;
      toVisit.push({ value: child, depth: depth + 1 });
    }
  }
  return true;
}
