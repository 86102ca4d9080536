import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { StudyFacets } from '#shared/hanging/hanging.ts';
import { relevanceOf } from '#shared/hanging/relevance.ts';
import { listedStudyFacets } from '#shared/hanging/studyFacets.ts';
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
  const chosen = relevantPriors(comparable(known), earlier.map(comparable));
  const priors: readonly StudyRef[] = mostRelevantFirst(known, chosen).map(({ study }) => study);
  return { priors, further: earlier.map(({ study }) => study).filter((study) => !priors.includes(study)) };
}

function comparable(known: KnownStudy) {
  const { modalities, bodyPart, studyDescription } = known.fields;
  return { study: known.study, modalities, bodyPart, studyDescription, known };
}

/** What will hang beside the study comes before what is only of its part; those that are as relevant stay newest first. */
function mostRelevantFirst<Prior extends { readonly known: KnownStudy }>(
  current: KnownStudy,
  priors: readonly Prior[],
): readonly Prior[] {
  if (priors.length < 2) return priors;
  const now = { date: current.studyDate, facets: facetsOf(current) };
  return priors
    .map((prior) => {
      const { known } = prior;
      const listed = {
        date: known.studyDate,
        facets: facetsOf(known),
        hasReport: known.fields.hasStructuredReport,
      };
      return { prior, score: relevanceOf(now, listed).score };
    })
    .sort((one, other) => other.score - one.score)
    .map(({ prior }) => prior);
}

const facets = new WeakMap<KnownStudy['fields'], StudyFacets>();

/** Read once of each line of the list: all of it is gone through whenever a plan is made. */
function facetsOf({ fields }: KnownStudy): StudyFacets {
  const before = facets.get(fields);
  if (before) return before;
  const made = listedStudyFacets(fields);
  facets.set(fields, made);
  return made;
}
