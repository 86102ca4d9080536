import { compareText } from '../base/compareText.ts';
import { readDate } from '../dicom/dateTime.ts';
import type { BodyPart } from '../dicom/series/bodyPartWords.ts';
import type { SeriesSide } from '../dicom/series/seriesFacets.ts';
import type { PriorChoice, PriorToHang, StudyFacets, StudyToHang } from './hanging.ts';
import type { PriorWanted } from './protocol.ts';

type Reason = PriorChoice['rejected'][number]['reasons'][number];

const dayMs = 86_400_000;
/** One kind of picture under several names. */
const radiographs: ReadonlySet<string> = new Set(['CR', 'DX', 'DR', 'RG']);
const spines: ReadonlySet<BodyPart> = new Set(['CSPINE', 'TSPINE', 'LSPINE', 'SPINE']);
const trunk: ReadonlySet<BodyPart> = new Set(['NECK', 'CHEST', 'ABDOMEN', 'LIVER', 'PELVIS', 'WHOLEBODY']);

/** The earlier studies that a protocol wants, each with why the others are not it. */
export function choosePriors(wanted: readonly PriorWanted[], study: StudyToHang): readonly PriorChoice[] {
  const chosen: PriorChoice[] = [];
  for (const want of wanted) {
    const taken = new Set(chosen.map((each) => each.study));
    chosen.push(choosePrior(want, study, taken));
  }
  return chosen;
}

function choosePrior(want: PriorWanted, study: StudyToHang, taken: ReadonlySet<string | undefined>): PriorChoice {
  const judged = [...study.priors]
    .sort(newestFirst)
    .map((prior) => ({ prior, reasons: reasonsAgainst(want, study, prior) }));
  const fit = judged.filter(({ reasons }) => reasons.length === 0).map(({ prior }) => prior);
  // An earlier study whose part nobody wrote down may be of the same; one that is known to be comes before it.
  const sure = fit.filter(({ facets }) => want.bodyPart === 'any' || partsCompared(study.facets, facets) === 'meet');
  const chosen = pick(want, sure.length > 0 ? sure : fit, taken);
  return {
    id: want.id,
    study: chosen?.id,
    ageDays: chosen && ageInDays(study.date, chosen.date),
    rejected: judged
      .filter(({ prior }) => prior !== chosen)
      .map(({ prior, reasons }) => ({
        study: prior.id,
        reasons: reasons.length > 0 ? reasons : (['notChosen'] as const),
      })),
  };
}

/** Of a patient in intensive care there may be several of one day. */
function newestFirst(one: PriorToHang, other: PriorToHang): number {
  return (
    compareText(other.date ?? '', one.date ?? '') ||
    compareText(other.time ?? '', one.time ?? '') ||
    compareText(one.id, other.id)
  );
}

/** `fit`: those that fit, newest first. The oldest is not the one that already hangs as the newest. */
function pick(
  { relation, n = 1 }: PriorWanted,
  fit: readonly PriorToHang[],
  taken: ReadonlySet<string | undefined>,
): PriorToHang | undefined {
  if (relation === 'nth') return fit[n - 1];
  if (relation === 'oldest' || relation === 'baseline') return fit.findLast(({ id }) => !taken.has(id));
  return fit[0];
}

function reasonsAgainst(want: PriorWanted, study: StudyToHang, { date, facets }: PriorToHang): readonly Reason[] {
  const reasons: Reason[] = [];
  const age = ageInDays(study.date, date);
  if (age === undefined) reasons.push('noDate');
  else if (age < 0) reasons.push('newer');
  else if (age < (want.age?.minDays ?? 0) || age > (want.age?.maxDays ?? Number.POSITIVE_INFINITY)) reasons.push('age');
  if (!modalityFits(want.modalities ?? study.facets.modality.value ?? [], facets)) reasons.push('modality');
  if (!partFits(want.bodyPart, study.facets, facets)) reasons.push('bodyPart');
  if (sidesDiffer(study.facets.laterality.value, facets.laterality.value)) reasons.push('laterality');
  return reasons;
}

/** Days from an earlier date to a later one, "YYYYMMDD"; undefined where one of them is none. */
export function ageInDays(later: string | undefined, earlier: string | undefined): number | undefined {
  const [to, from] = [readDate(later), readDate(earlier)];
  if (!to || !from) return undefined;
  return Math.round((Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day)) / dayMs);
}

function modalityFits(wanted: readonly string[], { modality }: StudyFacets): boolean {
  return (modality.value ?? []).some((each) => wanted.some((one) => isSameModality(one, each)));
}

/** Whether two modalities make one kind of picture. */
export function isSameModality(one: string, other: string): boolean {
  return one === other || (radiographs.has(one) && radiographs.has(other));
}

/** Both known, and not the same: nothing of the one ever hangs beside the other. */
export function sidesDiffer(one: SeriesSide | undefined, other: SeriesSide | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other && one !== 'B' && other !== 'B';
}

function partFits(wanted: PriorWanted['bodyPart'], current: StudyFacets, prior: StudyFacets): boolean {
  if (wanted === 'any') return true;
  const compared = partsCompared(current, prior);
  if (wanted === 'overlap') return compared !== 'apart';
  const [one, other] = [current.bodyPart.value ?? [], prior.bodyPart.value ?? []];
  return one.length > 0 && one.length === other.length && one.every((part) => other.includes(part));
}

/** Whether two studies show a part in common; unknown where one of them names none. */
export function partsCompared(one: StudyFacets, other: StudyFacets): 'meet' | 'apart' | 'unknown' {
  const [left, right] = [one.bodyPart.value ?? [], other.bodyPart.value ?? []];
  if (left.length === 0 || right.length === 0) return 'unknown';
  return left.some((part) => right.some((each) => isSamePart(part, each))) ? 'meet' : 'apart';
}

function isSamePart(one: BodyPart, other: BodyPart): boolean {
  if (one === other) return true;
  if (one === 'WHOLEBODY' || other === 'WHOLEBODY') return trunk.has(one) && trunk.has(other);
  // "Spine" alone may be any of them; the neck's is never the back's.
  return (one === 'SPINE' && spines.has(other)) || (other === 'SPINE' && spines.has(one));
}
