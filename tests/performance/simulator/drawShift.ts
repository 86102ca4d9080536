import type { Priority } from '#shared/worklist/priority.ts';
import { type ComparableStudy, relevantPriors } from '#shared/worklist/relevantPriors.ts';
import { drawPlan, type Examination, examinations } from './examinations.ts';
import { type Random, randomFrom } from './random.ts';
import { type Arrival, letRead } from './reader.ts';
import type { PriorStudy, Shift } from './shift.ts';

const arrivalSeconds = 8 * 3600;
const usualCount = 60;
const dueSeconds: Readonly<Record<Priority, number>> = { STAT: 3600, URGENT: 4 * 3600, ROUTINE: 24 * 3600 };
/** Siegel 1998: so many examinations have no earlier one. */
const withoutPriors = 0.45;

/** Of those that have some; a few patients have very many. */
const usualPriors = 4;
const mostPriors = 20;
/** Of earlier studies, how many are of the same kind as the new one. */
const sameKind = 0.4;
/** Of those, how often the archive's words do not say so. */
const poorlyNamed = 0.12;
/** How often a scanner sends the end of a CT or MR later, and how much later, seconds. */
const sentInParts = 0.15;

/** Eight hours of arrivals and the reader's day with them; the same seed gives the same shift. */
export function drawShift(seed: number): Shift {
  const random = randomFrom(seed, 'arrivals');
  const priors = randomFrom(seed, 'priors');
  const late = randomFrom(seed, 'late images');
  const arrivals: Arrival[] = [];
  let at = random.wait(arrivalSeconds / usualCount);
  while (at < arrivalSeconds) {
    arrivals.push(drawArrival(at, `1.${arrivals.length + 1}`, { random, priors, late }));
    at += random.wait(arrivalSeconds / usualCount);
  }
  return letRead(arrivals, randomFrom(seed, 'reader'));
}

interface Streams {
  readonly random: Random;
  readonly priors: Random;
  readonly late: Random;
}

function drawArrival(arrivesAt: number, uid: string, { random, priors, late }: Streams): Arrival {
  const examination = random.pick(examinations.map((one) => [one, one.share] as const));
  const priority = drawPriority(examination, random);
  const plan = drawPlan(examination, uid, random);
  return {
    plan,
    kind: examination.kind,
    priority,
    arrivesAt,
    dueAt: arrivesAt + dueSeconds[priority],
    usualReading: examination.readingSeconds,
    priors: drawPriors(examination, uid, priors),
    late: drawLate(plan, priority, arrivesAt, late),
  };
}

function drawLate({ series }: Arrival['plan'], priority: Priority, arrivesAt: number, random: Random) {
  const instances = series.at(-1)?.instances.length ?? 0;
  const isSentInParts = random.chance(sentInParts);
  const share = random.between(0.1, 0.4);
  const at = arrivesAt + random.between(120, 900);
  // What is sent as STAT is sent at once.
  if (!isSentInParts || priority === 'STAT' || instances < 20) return undefined;
  return { at, instances: Math.round(instances * share) };
}

function drawPriority({ statShare }: Examination, random: Random): Priority {
  if (random.chance(statShare)) return 'STAT';
  return random.chance(0.2) ? 'URGENT' : 'ROUTINE';
}

/**
 * Which are relevant is the real rule's word, which goes by what the archive says of them, and that is not always what
 * they are; which are looked at is the reader's: the newest of the same kind nearly always, others seldom.
 */
function drawPriors(examination: Examination, uid: string, random: Random): readonly PriorStudy[] {
  if (random.chance(withoutPriors)) return [];
  const count = Math.min(mostPriors, 1 + Math.floor(random.wait(usualPriors)));
  const earlier = Array.from({ length: count }, (_, index) => {
    const kind = random.chance(sameKind)
      ? examination
      : random.pick(examinations.map((one) => [one, one.share] as const));
    const isPoorlyNamed = random.chance(poorlyNamed);
    return {
      kind: kind.kind,
      modalities: kind.modalities,
      bodyPart: isPoorlyNamed ? undefined : kind.bodyPart,
      studyDescription: isPoorlyNamed ? 'Follow-up' : kind.studyDescription,
      plan: drawPlan(kind, `${uid}.0.${index + 1}`, random),
    };
  });
  const relevant = new Set(relevantPriors<ComparableStudy>(examination, earlier));
  let matching = 0;
  return earlier.map((prior) => {
    const isMatching = prior.kind === examination.kind;
    if (isMatching) matching += 1;
    const looked = !isMatching ? 0.03 : matching === 1 ? 0.9 : matching === 2 ? 0.35 : 0.05;
    return { plan: prior.plan, isRelevant: relevant.has(prior), isMatching, isOpened: random.chance(looked) };
  });
}
