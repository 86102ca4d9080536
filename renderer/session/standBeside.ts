import type { SeriesFacets } from '#shared/dicom/series/seriesFacets.ts';
import { namesSide } from '#shared/hanging/bind.ts';
import type { Binding } from '#shared/hanging/hanging.ts';
import { barrierBetween, differencesOf, unwrittenOf } from '#shared/hanging/mirror.ts';
import { sidesDiffer } from '#shared/hanging/priors.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import type { Arrangement, BoxContent } from './arrangement.ts';
import type { ToldBeside } from './hungAs.ts';

/** What is asked of the desk to compare what stands in its boxes; the protocol is the one that hangs them. */
export interface Standing {
  readonly protocol: Protocol;
  readonly facetsOf: (setId: string) => SeriesFacets | undefined;
  /** Whether a display set is of an earlier study. */
  readonly isPrior: (setId: string) => boolean;
}

/** What a reader must be told of an earlier picture, from what was found to differ and what nobody knows. */
export function toldOf(
  { differs = [], unwritten = [] }: { readonly [Name in 'differs' | 'unwritten']?: Binding[Name] | undefined },
  prior: SeriesFacets | undefined,
): ToldBeside[] {
  const saidOf = (facet: ToldBeside['facet']) => prior?.[facet].value?.toString();
  return [
    ...differs.map((facet) => ({ facet, value: saidOf(facet) })),
    ...unwritten.map(({ facet, of }) => ({ facet, value: saidOf(facet), unwritten: of })),
  ];
}

/**
 * What must be told of the earlier picture in a box beside what stands now in the box that it mirrors, whoever put either
 * there. Undefined: nothing that it is compared with stands beside it.
 */
export function toldBeside(arrangement: Arrangement, box: number, standing: Standing): ToldBeside[] | undefined {
  const content = arrangement.boxes[box];
  if (!content || !standing.isPrior(content.setId)) return undefined;
  const prior = standing.facetsOf(content.setId);
  const beside = mirroredBy(arrangement, box, standing).filter(({ setId }) => !standing.isPrior(setId));
  if (!prior || beside.length === 0) return undefined;
  const all = facetsIn(beside, standing).flatMap((current) => comparedWith(current, prior));
  const names = all.map(({ facet, unwritten }) => `${facet} ${unwritten ?? ''}`);
  return all.filter((_, at) => names.indexOf(names[at] ?? '') === at);
}

/** The display sets that stand now where the picture hangs that a box compares with. */
export function standsBeside(arrangement: Arrangement, box: number, standing: Standing): readonly string[] {
  return mirroredBy(arrangement, box, standing).map(({ setId }) => setId);
}

function comparedWith(current: SeriesFacets, prior: SeriesFacets): ToldBeside[] {
  const [side, other] = [current.laterality.value, prior.laterality.value];
  const told = toldOf({ differs: differencesOf(current, prior), unwritten: unwrittenOf(current, prior) }, prior);
  return sidesDiffer(side, other) ? [{ facet: 'laterality', value: other }, ...told] : told;
}

/** The side of a series, where its header speaks against it; what a reader has said of it is not in doubt. */
export function sideInDoubt(side: SeriesFacets['laterality'] | undefined): SeriesFacets['laterality'] | undefined {
  return side?.conflict !== undefined && side.source !== 'siteCorrection' ? side : undefined;
}

/** What was left, with its waiting boxes filled; `isHeld`: something is here for one of them, and may not stand there. */
export interface Filled {
  readonly arrangement: Arrangement;
  readonly isHeld: boolean;
}

/**
 * Fills boxes that wait with what is bound to them now. A binding was made beside other bindings: what is shown may be
 * older than these, or the reader's. So a picture goes only where it may stand beside what stands, and waits otherwise.
 */
export function filledWith(left: Arrangement, fresh: Arrangement, standing: Standing): Filled {
  const waiting = left.boxes.flatMap((content, box) => {
    const [cell, other] = [left.cells?.[box], fresh.cells?.[box]];
    const waits = !content && cell?.selector !== undefined && cell.viewport === other?.viewport;
    const next = waits ? fresh.boxes[box] : undefined;
    return next ? [{ box, next }] : [];
  });
  if (waiting.length === 0) return { arrangement: left, isHeld: false };
  const isPrior = ({ next }: (typeof waiting)[number]) => standing.isPrior(next.setId);
  const boxes = [...left.boxes];
  let isHeld = false;
  // What is read first: an earlier picture is compared with it.
  for (const { box, next } of [...waiting.filter((each) => !isPrior(each)), ...waiting.filter(isPrior)]) {
    const then = { ...left, boxes: boxes.with(box, next) };
    if (mayStand(then, box, standing)) boxes[box] = withTold(then, box, next, standing);
    else isHeld = true;
  }
  const isSame = boxes.every((content, box) => content === left.boxes[box]);
  return { arrangement: isSame ? left : { ...left, boxes }, isHeld };
}

function withTold(arrangement: Arrangement, box: number, content: BoxContent, standing: Standing): BoxContent {
  const told = toldBeside(arrangement, box, standing);
  if (!told || !content.hung) return content;
  const { differs: _, ...hung } = content.hung;
  return { ...content, hung: { ...hung, ...(told.length > 0 && { differs: told }) } };
}

function mayStand(arrangement: Arrangement, box: number, standing: Standing): boolean {
  const content = arrangement.boxes[box];
  const own = content && standing.facetsOf(content.setId);
  if (!own) return true;
  const beside = [...mirroredBy(arrangement, box, standing), ...mirroring(arrangement, box, standing)];
  if (facetsIn(beside, standing).some((other) => barrierBetween(other, own) !== undefined)) return false;
  const selector = standing.protocol.selectors[arrangement.cells?.[box]?.selector ?? ''];
  // A box that says beside which picture, or for which side, it is: then another side may hang elsewhere.
  const saysSide = selector?.mirrorOf !== undefined || namesSide(selector);
  if (saysSide || !standing.isPrior(content.setId)) return true;
  const read = arrangement.boxes.flatMap((other) => (other && !standing.isPrior(other.setId) ? [other] : []));
  return !facetsIn(read, standing).some(({ laterality }) => sidesDiffer(laterality.value, own.laterality.value));
}

function facetsIn(contents: readonly BoxContent[], { facetsOf }: Standing): readonly SeriesFacets[] {
  return contents.flatMap(({ setId }) => facetsOf(setId) ?? []);
}

/** What stands where the picture hangs that a box compares with. */
function mirroredBy({ boxes, cells = [] }: Arrangement, box: number, { protocol }: Standing): readonly BoxContent[] {
  const mirrored = protocol.selectors[cells[box]?.selector ?? '']?.mirrorOf;
  return mirrored === undefined ? [] : standingFor(boxes, cells, (selector) => selector === mirrored);
}

/** What stands in boxes that compare with this one. */
function mirroring({ boxes, cells = [] }: Arrangement, box: number, { protocol }: Standing): readonly BoxContent[] {
  const own = cells[box]?.selector;
  if (own === undefined) return [];
  return standingFor(boxes, cells, (selector) => protocol.selectors[selector]?.mirrorOf === own);
}

function standingFor(
  boxes: Arrangement['boxes'],
  cells: NonNullable<Arrangement['cells']>,
  isMeant: (selector: string) => boolean,
): readonly BoxContent[] {
  return boxes.flatMap((content, box) => {
    const selector = cells[box]?.selector;
    return content && selector !== undefined && isMeant(selector) ? [content] : [];
  });
}
