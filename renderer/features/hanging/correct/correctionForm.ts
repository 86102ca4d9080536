import type { ScannerSeries } from '#shared/dicom/series/corrections.ts';
import type { SeriesFacets } from '#shared/dicom/series/seriesFacets.ts';
import { sourceSaid, surenessSaid, valueSaid } from '../why/facetWords.ts';
import type { Said } from '../why/said.ts';
import { type Correctable, correctablesOf } from './correctable.ts';

/** What a reader says of a facet; null: "not known" is the truth. */
export type SaidValue = string | number | boolean | null;
export type SaidValues = Readonly<Record<string, SaidValue>>;

/** One question about a series: what the header says, what holds now, and what may be said. */
export interface CorrectionField {
  readonly facet: Correctable['facet'];
  readonly values: Correctable['values'];
  readonly header: Said;
  /** What holds now, by the header or by a reader's word. */
  readonly now: Said;
  /** A reader has said it before: what, in words. */
  readonly saidBefore: Said | undefined;
  /** Of this patient: it holds for this series alone, and is never remembered for others. */
  readonly isOfPatient: boolean;
}

/** A side is of the patient: remembered for a scanner it would be said of the next patient too. */
const ofPatient: ReadonlySet<string> = new Set(['laterality']);

/**
 * In what two series of one name differ in one study as a rule: one is taken before the agent and one after it. What is
 * said of one of them is then not said of the other.
 */
const ofOneTaking: ReadonlySet<string> = new Set(['contrast', 'phase', 'view', 'bValue']);

export function isOfOneTaking(facet: string): boolean {
  return ofOneTaking.has(facet);
}

/** The questions that make sense for a series. `header`: what its header says alone; `now`: with what readers have said. */
export function correctionFields(header: SeriesFacets, now: SeriesFacets): readonly CorrectionField[] {
  return correctablesOf(header.modality.value).map(({ facet, values }) => {
    const { value, source, confidence, conflict } = header[facet];
    const isSaid = now[facet].source === 'siteCorrection';
    const params = {
      value: valueSaid(facet, value),
      source: sourceSaid(facet, source).words,
      sure: surenessSaid(confidence, source),
    };
    const key =
      conflict !== undefined ? 'doubtful' : value === undefined ? 'silent' : source === 'none' ? 'assumed' : 'says';
    return {
      facet,
      values,
      header: { key: `correct.header.${key}`, params: { ...params, conflict: conflict ?? '' } },
      now: valueSaid(facet, now[facet].value),
      saidBefore: isSaid ? valueSaid(facet, now[facet].value) : undefined,
      isOfPatient: ofPatient.has(facet),
    };
  });
}

/** Where a word on a series holds. */
export type Reach = 'scanner' | 'series';

/** One word to be kept; `of` as the contract has it. */
export interface WordOnSeries {
  readonly archiveId: string;
  readonly of:
    | ({ readonly kind: 'scanner' } & ScannerSeries)
    | { readonly kind: 'series'; readonly seriesInstanceUID: string };
  readonly values: SaidValues;
}

interface SeriesToCorrect {
  readonly archiveId: string;
  readonly seriesInstanceUID: string;
  /** By what a word on it is remembered; undefined where it has no name. */
  readonly scanner: ScannerSeries | undefined;
  /** So many other series of its study have this name. */
  readonly namesakes: number;
}

/** How far a word may reach, and how far it does unless the reader says otherwise. */
interface ReachOffered {
  /** The facets for which it cannot reach further than this series, because others of its study have its name. */
  readonly notBeyond: readonly string[];
  readonly unlessSaid: Reach;
}

export function reachOffered({ scanner, namesakes }: SeriesToCorrect, said: SaidValues): ReachOffered {
  const ofTaking = Object.keys(said).filter(isOfOneTaking);
  const isFar = scanner !== undefined && namesakes === 0 && ofTaking.length === 0;
  return { notBeyond: namesakes > 0 ? ofTaking : [], unlessSaid: isFar ? 'scanner' : 'series' };
}

/** What is to be kept of what was said: what can be of this series alone for it alone, the rest as far as it is to reach. */
export function wordsToKeep(series: SeriesToCorrect, said: SaidValues, reach: Reach): readonly WordOnSeries[] {
  const { archiveId, seriesInstanceUID, scanner } = series;
  const isRemembered = reach === 'scanner' && scanner !== undefined;
  const { notBeyond } = reachOffered(series, said);
  const isOwn = (facet: string) => !isRemembered || ofPatient.has(facet) || notBeyond.includes(facet);
  const own = Object.entries(said).filter(([facet]) => isOwn(facet));
  const others = Object.entries(said).filter(([facet]) => !isOwn(facet));
  return [
    ...(others.length > 0 && scanner
      ? [{ archiveId, of: { kind: 'scanner', ...scanner } as const, values: Object.fromEntries(others) }]
      : []),
    ...(own.length > 0
      ? [{ archiveId, of: { kind: 'series', seriesInstanceUID } as const, values: Object.fromEntries(own) }]
      : []),
  ];
}

/** For which series a word holds: "every series named “t2_tse_tra” of protocol “Brain” from scanner SIEMENS-1 of this site". */
export function reachSaid(of: WordOnSeries['of'], site: string): Said {
  if (of.kind === 'series') return { key: 'correct.reach.series' };
  const { station, protocol, description } = of;
  const parts: Said[] = [
    description === ''
      ? { key: 'correct.reach.unnamed' }
      : { key: 'correct.reach.named', params: { name: description } },
    ...(protocol === '' ? [] : [{ key: 'correct.reach.protocol', params: { protocol } }]),
    station === '' ? { key: 'correct.reach.noStation' } : { key: 'correct.reach.station', params: { station } },
    ...(site === '' ? [] : [{ key: 'correct.reach.site', params: { site } }]),
  ];
  return { join: 'words', of: parts };
}
