/** Where two parts of a report name opposite sides, in their own words. */
export interface SideClash {
  readonly findings: string;
  readonly impression: string;
}

interface Sided {
  readonly side: 'left' | 'right';
  /** What is on that side, as far as two words tell it: "upper lobe". */
  readonly part: string;
}

const sided = /\b(left|right)(?:[- ]sided)?\s+([a-z]+)(?:\s+([a-z]+))?/gi;
const noPart = new Set('and or is are was of in on at to the than with without side more less as from'.split(' '));

/**
 * The first thing that the impression puts on the other side than the findings do. Two are compared when they are named by
 * the same word or words; an impression that knows only the side which the findings never name is one too. English, as
 * reports are; a hint for the eye and no more, for words can say what this does not read ("not the left").
 */
export function clashOfSides(findings: string, impression: string): SideClash | undefined {
  const [found, concluded] = [sidedIn(findings), sidedIn(impression)];
  for (const { side, part } of concluded) {
    if (part === '') continue;
    const same = found.filter((each) => each.part === part);
    const [other] = same;
    if (other && same.every((each) => each.side !== side))
      return { findings: said(other), impression: said({ side, part }) };
  }
  const [onlyFound, onlyConcluded] = [onlySide(findings), onlySide(impression)];
  if (!onlyFound || !onlyConcluded || onlyFound === onlyConcluded) return undefined;
  return { findings: onlyFound, impression: onlyConcluded };
}

function sidedIn(text: string): readonly Sided[] {
  return [...text.matchAll(sided)].map(([, side = '', first = '', second = '']) => {
    const words = [first.toLowerCase(), second.toLowerCase()];
    const end = words.findIndex((word) => word === '' || noPart.has(word));
    return { side: side.toLowerCase() as Sided['side'], part: words.slice(0, end < 0 ? 2 : end).join(' ') };
  });
}

/** The one side that a text names, where it names one and never both. */
function onlySide(text: string): Sided['side'] | undefined {
  if (/\b(?:bilateral(?:ly)?|both)\b/i.test(text)) return undefined;
  const [left, right] = [/\bleft\b/i.test(text), /\bright\b/i.test(text)];
  if (left === right) return undefined;
  return left ? 'left' : 'right';
}

function said({ side, part }: Sided): string {
  return `${side} ${part}`;
}
