import type { StudyRef } from '#shared/dicom/frameKey.ts';
import { relevantPriors } from '#shared/worklist/relevantPriors.ts';
import type { PriorsToPrefetch, StudyToPrefetch } from '../prefetch/index.ts';
import { type DueRule, dueAtOf, priorityOf } from './buildItem.ts';
import type { KnownStudies, KnownStudy } from './knownStudies.ts';

/** Of a patient with many earlier studies those before these are fetched when somebody opens them. */
const mostFurtherPriors = 3;

/** A study as prefetch wants it: when it is due, and which earlier ones are worth fetching with it. */
export function studyToPrefetch(known: KnownStudy, all: KnownStudies, due: DueRule): StudyToPrefetch {
  return {
    study: known.study,
    priority: priorityOf(known),
    dueAt: dueAtOf(known, due),
    ...priorsToPrefetch(known, all),
    modalities: known.fields.modalities,
    instances: known.fields.numberOfInstances,
  };
}

/** What a study that nobody is to report is to those that somebody is: compared with them, or only of their patient. */
export function roleOf(known: KnownStudy, all: KnownStudies): 'prior' | 'further' | 'likely' {
  const later = all.laterThan(known);
  if (later.length === 0) return 'likely';
  const isCompared = later.some((one) => comparedWith(one, all).priors.includes(known.study));
  return isCompared ? 'prior' : 'further';
}

/** The earlier studies worth fetching with one that is assigned, or that somebody has opened. */
export function priorsToPrefetch(known: KnownStudy, all: KnownStudies): PriorsToPrefetch {
  const { priors, further } = comparedWith(known, all);
  return { priors, furtherPriors: further.slice(0, mostFurtherPriors) };
}

function comparedWith(known: KnownStudy, all: KnownStudies) {
  const earlier = all.priorsOf(known);
  const priors: readonly StudyRef[] = relevantPriors(comparable(known), earlier.map(comparable)).map(
    ({ study }) => study,
  );
  return { priors, further: earlier.map(({ study }) => study).filter((study) => !priors.includes(study)) };
}

function comparable(known: KnownStudy) {
  const { modalities, bodyPart, studyDescription } = known.fields;
  return { study: known.study, modalities, bodyPart, studyDescription };
}
