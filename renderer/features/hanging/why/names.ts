import type { HangSeries, PriorToHang, StudyToHang } from '#shared/hanging/hanging.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { formatDate } from '../../../i18n/format.ts';
import { valueSaid } from './facetWords.ts';
import type { Said } from './said.ts';

/** A series of the study or of a prior by the id of its display set, whether it hangs or not. */
export function seriesOf(study: StudyToHang, id: string): HangSeries | undefined {
  return allSeries(study).find((series) => series.id === id);
}

/** The series that a selector may take: of the study itself, or of the prior that was chosen for `from`. */
export function seriesFrom(study: StudyToHang, prior: string | undefined): readonly HangSeries[] {
  return prior === undefined ? study.series : (study.priors.find(({ id }) => id === prior)?.series ?? []);
}

function allSeries(study: StudyToHang): readonly HangSeries[] {
  return [...study.series, ...study.priors.flatMap(({ series }) => series ?? [])];
}

/** "series 3 “Lung 1.0 B70f”". */
export function seriesSaid(series: HangSeries | undefined): Said {
  if (!series) return { key: 'why.series.gone' };
  const name = series.facets.description.value;
  const number = series.seriesNumber;
  const which =
    name === undefined ? (number === undefined ? 'nameless' : 'numbered') : number === undefined ? 'named' : 'both';
  return {
    key: `why.series.${which}`,
    params: { number: number === undefined ? '' : String(number), name: name ?? '' },
  };
}

/** What a selector wants, as its protocol calls it; without a label by its own id. */
export function selectorSaid(protocol: Protocol, selector: string): Said {
  return protocol.selectors[selector]?.label ?? selector;
}

/** "2024-05-14 (CT, chest)". */
export function priorSaid(prior: PriorToHang | undefined): Said {
  if (!prior) return { key: 'why.priors.gone' };
  const date = formatDate(prior.date);
  const { modality, bodyPart } = prior.facets;
  const what: Said[] = [
    ...(modality.value ?? []).map((each) => valueSaid('modality', each)),
    ...(bodyPart.value ?? []).map((each) => valueSaid('bodyPart', each)),
  ];
  const when: Said = date === '' ? { key: 'why.priors.noDate' } : date;
  return what.length === 0 ? when : { key: 'why.priors.named', params: { when, what: { join: 'list', of: what } } };
}

const daysOfMonth = 30.44;
const daysOfYear = 365.25;

/** "12 days", "7 months", "3 years". */
export function ageSaid(days: number): Said {
  if (days < 61) return { key: 'why.age.days', params: { count: Math.round(days) } };
  if (days < 2 * daysOfYear) return { key: 'why.age.months', params: { count: Math.round(days / daysOfMonth) } };
  return { key: 'why.age.years', params: { count: Math.round(days / daysOfYear) } };
}
