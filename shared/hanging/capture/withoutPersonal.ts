import type { SeriesFacets } from '../../dicom/series/seriesFacets.ts';
import { normalise } from '../../dicom/series/words.ts';
import type { HangSeries, StudyToHang } from '../hanging.ts';

type IsPersonal = (word: string) => boolean;

/** A study as it is learnt from: without the words of its series' names that are of the patient, or of who referred them. */
export function withoutPersonal(study: StudyToHang, isPersonal: IsPersonal): StudyToHang {
  const clean = (series: HangSeries): HangSeries =>
    hasPersonalWords(series.facets, isPersonal)
      ? { ...series, facets: { ...series.facets, description: cleaned(series.facets.description, isPersonal) } }
      : series;
  return {
    ...study,
    series: study.series.map(clean),
    priors: study.priors.map((prior) => (prior.series ? { ...prior, series: prior.series.map(clean) } : prior)),
  };
}

export function hasPersonalWords({ description }: SeriesFacets, isPersonal: IsPersonal): boolean {
  return wordsOf(description).some(isPersonal);
}

function cleaned(description: SeriesFacets['description'], isPersonal: IsPersonal): SeriesFacets['description'] {
  const left = wordsOf(description).filter((word) => !isPersonal(word));
  return { ...description, value: left.join(' ') };
}

function wordsOf({ value }: SeriesFacets['description']): readonly string[] {
  return normalise(value ?? '')
    .split(' ')
    .filter((word) => word !== '');
}
