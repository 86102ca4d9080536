import type { Facet } from '../dicom/series/facet.ts';
import type { SeriesFacets, SeriesSide, View } from '../dicom/series/seriesFacets.ts';
import { normalise } from '../dicom/series/words.ts';
import type { Binding, Unwritten } from './hanging.ts';
import { isSameModality, sidesDiffer } from './priors.ts';

/** Known on both and different: never hung beside each other. */
const hard = ['plane', 'weighting', 'view', 'laterality'] as const;
const soft = ['contrast', 'phase', 'kernel', 'fatSat', 'tomo', 'ac', 'window', 'mip'] as const;
const compared = [...hard, ...soft] as const;
type Compared = (typeof compared)[number];

const pointsAlike = 1;
const pointsUnlike = -0.5;

/** Of what a reader is told that it differs; of views, AP beside PA. */
const told = ['contrast', 'phase', 'kernel', 'fatSat', 'view', 'tomo', 'ac'] as const;

/** How like an earlier series is to one that hangs; undefined: never to be hung beside it. */
export interface Likeness {
  readonly score: number;
  /** Facets that both have in common. */
  readonly alike: readonly Compared[];
}

/** Whether an earlier series may stand beside a current one at all: never another side, view, plane or weighting. */
export function mayStandBeside(current: SeriesFacets, prior: SeriesFacets): boolean {
  return barrierBetween(current, prior) === undefined;
}

/** The first thing by which an earlier series may not stand beside a current one; undefined: it may. */
export function barrierBetween(
  current: SeriesFacets,
  prior: SeriesFacets,
): 'modality' | (typeof hard)[number] | undefined {
  if (modalitiesDiffer(current.modality.value, prior.modality.value)) return 'modality';
  if (sidesDiffer(current.laterality.value, prior.laterality.value)) return 'laterality';
  return hard.find((name) => name !== 'laterality' && differs(classOf(name, current), classOf(name, prior)));
}

/** Compares what two series are; what they are called decides nothing. */
export function likenessOf(current: SeriesFacets, prior: SeriesFacets): Likeness | undefined {
  if (!mayStandBeside(current, prior)) return undefined;
  let score = 0;
  const alike: Compared[] = [];
  for (const name of compared) {
    const [one, other] = [classOf(name, current), classOf(name, prior)];
    // That neither is a projection, or fat-saturated, is nothing that they have in common.
    if (one === undefined || other === undefined || (one === false && other === false)) continue;
    if (one === other) alike.push(name);
    score += one === other ? pointsAlike : pointsUnlike;
  }
  return alike.length > 0 && score > 0 ? { score, alike } : undefined;
}

/** Between priors that are equally like: the one whose slices, b-value and name come nearest. */
export function closenessOf(current: SeriesFacets, prior: SeriesFacets): number {
  const same = (name: 'bValue' | 'mpr' | 'is3D' | 'derived') =>
    current[name].value !== undefined && current[name].value === prior[name].value ? 1 : 0;
  const thickness = ratio(current.thickness.value, prior.thickness.value);
  return (
    4 * same('bValue') + same('mpr') + same('is3D') + same('derived') + thickness + 2 * sharedWords(current, prior)
  );
}

/** What a reader must be told of an earlier series beside a current one: in what both are known, and differ. */
export function differencesOf(current: SeriesFacets, prior: SeriesFacets): Binding['differs'] {
  const names = told.filter((name) => differs(current[name].value as unknown, prior[name].value as unknown));
  return names.length > 0 ? names : undefined;
}

/** What a reader must be told that nobody knows: written of the one, and not of the other. Unknown is never taken for alike. */
export function unwrittenOf(current: SeriesFacets, prior: SeriesFacets): Binding['unwritten'] {
  const contrast = contrastMatters(current) && contrastMatters(prior) ? unwrittenContrast(current, prior) : undefined;
  const side = unwrittenSide(current.laterality.value, prior.laterality.value);
  const all = [side, contrast].filter((each) => each !== undefined);
  return all.length > 0 ? all : undefined;
}

/** That an image of one side stands beside one of which nobody knows it. Where neither is known, nothing claims to be of a side. */
function unwrittenSide(current: SeriesSide | undefined, prior: SeriesSide | undefined): Unwritten | undefined {
  if (isOneSide(current) && prior === undefined) return { facet: 'laterality', of: 'prior' };
  return current === undefined && isOneSide(prior) ? { facet: 'laterality', of: 'current' } : undefined;
}

function isOneSide(side: SeriesSide | undefined): boolean {
  return side === 'L' || side === 'R';
}

/** Of the phase only where both are after contrast: a plain picture has none. */
function unwrittenContrast(current: SeriesFacets, prior: SeriesFacets): Unwritten | undefined {
  const [now, before] = [givenIn(current), givenIn(prior)];
  if ((now === undefined) !== (before === undefined)) {
    return { facet: 'contrast', of: now === undefined ? 'current' : 'prior' };
  }
  const [phase, earlier] = [current.phase.value, prior.phase.value];
  if (now !== 'post' || before !== 'post' || (phase === undefined) === (earlier === undefined)) return undefined;
  return { facet: 'phase', of: phase === undefined ? 'current' : 'prior' };
}

/** A phase is one of contrast, also where nobody says that it was given. */
function givenIn({ contrast, phase }: SeriesFacets): 'pre' | 'post' | undefined {
  return contrast.value ?? (phase.value === undefined ? undefined : 'post');
}

/** Pictures in which little is seen of contrast: whether it was given is not asked of them. */
const withoutContrast: ReadonlySet<string> = new Set(['T2', 'T2*', 'PD', 'STIR', 'DWI', 'ADC', 'DTI', 'SWI', 'MRCP']);

function contrastMatters({ modality, weighting }: SeriesFacets): boolean {
  if (modality.value === 'CT') return true;
  return modality.value === 'MR' && !(weighting.value !== undefined && withoutContrast.has(weighting.value));
}

function classOf(name: Compared, facets: SeriesFacets): unknown {
  const { value } = facets[name] as Facet<unknown>;
  return name === 'view' ? viewClass(value as View | undefined) : value;
}

/** A chest that was taken lying is compared with one that was taken standing. */
function viewClass(view: View | undefined): string | undefined {
  return view === 'AP' || view === 'PA' ? 'frontal' : view;
}

function differs(one: unknown, other: unknown): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

function modalitiesDiffer(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && !isSameModality(one, other);
}

function ratio(one: number | undefined, other: number | undefined): number {
  if (!one || !other) return 0;
  return Math.min(one, other) / Math.max(one, other);
}

function sharedWords(one: SeriesFacets, other: SeriesFacets): number {
  const [left, right] = [wordsOf(one), wordsOf(other)];
  const all = new Set([...left, ...right]);
  return all.size === 0 ? 0 : [...left].filter((word) => right.has(word)).length / all.size;
}

const words = new WeakMap<SeriesFacets, ReadonlySet<string>>();

function wordsOf(facets: SeriesFacets): ReadonlySet<string> {
  const before = words.get(facets);
  if (before) return before;
  const split = normalise(facets.description.value ?? '').split(' ');
  const made = new Set(split.filter((word) => word !== ''));
  words.set(facets, made);
  return made;
}
