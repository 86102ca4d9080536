import type { BodyPart } from '#shared/dicom/series/bodyPartWords.ts';
import {
  contrasts,
  kernels,
  phases,
  type SeriesKind,
  seriesPlanes,
  seriesSides,
  seriesWindows,
  views,
  weightings,
} from '#shared/dicom/series/seriesFacets.ts';
import type { Operator, SeriesRule, StudyRule } from '#shared/hanging/protocol.ts';

export type Rule = SeriesRule | StudyRule;

/** What a facet may be, as a person chooses it. */
export type FacetChoice =
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'flag' }
  | { readonly kind: 'number' }
  | { readonly kind: 'text' };

const kinds: readonly SeriesKind[] = ['image', 'localizer', 'bolus', 'dose', 'capture', 'calibration'];
const bodyParts: readonly BodyPart[] = [
  ...(['HEAD', 'NECK', 'SPINE', 'CSPINE', 'TSPINE', 'LSPINE', 'CHEST', 'HEART', 'BREAST', 'ABDOMEN', 'LIVER'] as const),
  ...(['PELVIS', 'PROSTATE', 'SHOULDER', 'ARM', 'ELBOW', 'WRIST', 'HIP', 'KNEE', 'LEG', 'ANKLE', 'WHOLEBODY'] as const),
];
/** PS3.3 C.7.3.1.1.1: those that a worklist of images has. */
export const modalities = ['CT', 'MR', 'CR', 'DX', 'DR', 'RG', 'RF', 'XA', 'MG', 'US', 'NM', 'PT', 'OT'];

const flag: FacetChoice = { kind: 'flag' };
const number: FacetChoice = { kind: 'number' };
const text: FacetChoice = { kind: 'text' };

function oneOf(values: readonly string[]): FacetChoice {
  return { kind: 'choice', values };
}

/** Every facet that a rule may ask for: one that is new is not offered as something that it is not. */
const choices: Readonly<Record<Rule['facet'], FacetChoice>> = {
  kind: oneOf(kinds),
  modality: oneOf(modalities),
  plane: oneOf(seriesPlanes),
  planes: oneOf(seriesPlanes),
  weighting: oneOf(weightings),
  contrast: oneOf(contrasts),
  phase: oneOf(phases),
  kernel: oneOf(kernels),
  window: oneOf(seriesWindows),
  view: oneOf(views),
  laterality: oneOf(seriesSides),
  bodyPart: oneOf(bodyParts),
  obliqueDeg: number,
  thickness: number,
  bValue: number,
  count: number,
  ageYears: number,
  nImageSeries: number,
  description: text,
  procedureCode: text,
  reason: text,
  asked: text,
  thin: flag,
  fatSat: flag,
  mip: flag,
  mpr: flag,
  derived: flag,
  secondary: flag,
  tomo: flag,
  forProcessing: flag,
  ac: flag,
  is3D: flag,
  ai: flag,
  hasContrast: flag,
};

export function facetChoice(facet: Rule['facet']): FacetChoice {
  return choices[facet];
}

/** What may be asked of a facet; the first is what a new rule begins with. */
export function operatorsFor(facet: Rule['facet']): readonly Operator[] {
  switch (facetChoice(facet).kind) {
    case 'choice':
      return ['in', 'notIn', 'exists', 'absent'];
    case 'flag':
      return ['eq', 'ne'];
    case 'number':
      return ['gte', 'lte', 'between', 'max', 'min', 'exists', 'absent'];
    case 'text':
      return ['regex', 'notRegex', 'exists', 'absent'];
  }
}

/** `eq` of a choice is shown as "is one of" with one. */
export function shownOperator({ facet, op }: Rule): Operator {
  const isChoice = facetChoice(facet).kind === 'choice';
  if (isChoice && op === 'eq') return 'in';
  if (isChoice && op === 'ne') return 'notIn';
  return op;
}

/** Values of a rule as a list, whichever way it is written. */
export function valuesOf({ value }: Rule): readonly (string | number | boolean)[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The same rule asked in another way, with a value that goes with it. */
export function withOperator<Own extends Rule>(rule: Own, op: Operator): Own {
  const before = valuesOf(rule);
  const [first] = before;
  const number = typeof first === 'number' ? first : 1;
  switch (op) {
    case 'exists':
    case 'absent':
    case 'max':
    case 'min':
      return { ...rule, op, value: undefined };
    case 'in':
    case 'notIn':
      return { ...rule, op, value: before.filter((each) => typeof each !== 'boolean') };
    case 'between':
      return { ...rule, op, value: [number, Math.max(number, typeof before[1] === 'number' ? before[1] : number)] };
    case 'gte':
    case 'lte':
      return { ...rule, op, value: number };
    case 'regex':
    case 'notRegex':
      return { ...rule, op, value: typeof first === 'string' ? first : '' };
    case 'eq':
    case 'ne':
      return { ...rule, op, value: first ?? true };
  }
}

/** A rule for a facet with what it begins with; how much it counts stays. */
export function withFacet<Own extends Rule>(rule: Own, facet: Own['facet']): Own {
  const choice = facetChoice(facet);
  const [op = 'exists'] = operatorsFor(facet);
  const asked = { ...rule, facet, op, value: undefined, why: undefined };
  if (choice.kind === 'choice') return { ...asked, value: choice.values.slice(0, 1) };
  if (choice.kind === 'flag') return { ...asked, value: true };
  return withOperator(asked, op);
}

/** How much a rule counts, as a person chooses it. */
export const strengths = ['must', 'much', 'better', 'slightly', 'against'] as const;
export type Strength = (typeof strengths)[number];
const weights: Readonly<Record<Exclude<Strength, 'must'>, number>> = {
  much: 20,
  better: 10,
  slightly: 3,
  against: -10,
};

export function strengthOf({ required, weight = weights.better }: Rule): Strength {
  if (required) return 'must';
  if (weight < 0) return 'against';
  if (weight > 14) return 'much';
  return weight > 5 ? 'better' : 'slightly';
}

/** The weight of a rule that must pass stays: it still ranks what passes. */
export function withStrength<Own extends Rule>(rule: Own, strength: Strength): Own {
  if (strength === 'must') return { ...rule, required: true };
  return { ...rule, required: undefined, weight: weights[strength] };
}
