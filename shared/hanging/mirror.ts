import type { Facet } from '../dicom/series/facet.ts';
import type { SeriesFacets, View } from '../dicom/series/seriesFacets.ts';
import { normalise } from '../dicom/series/words.ts';
import type { Binding, HangSeries } from './hanging.ts';
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

/** What a reader must be told of an earlier series beside a current one; a facet that is unknown tells nothing. */
export function differencesOf(current: HangSeries, prior: HangSeries): Binding['differs'] {
  const names = told.filter((name) =>
    differs(current.facets[name].value as unknown, prior.facets[name].value as unknown),
  );
  return names.length > 0 ? names : undefined;
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
