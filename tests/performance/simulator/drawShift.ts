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

/** Eight hours of arrivals and the reader's day with them; the same seed gives the same shift. */
export function drawShift(seed: number): Shift {
  const random = randomFrom(seed, 'arrivals');
  const arrivals: Arrival[] = [];
  let at = random.wait(arrivalSeconds / usualCount);
  while (at < arrivalSeconds) {
    arrivals.push(drawArrival(at, `1.${arrivals.length + 1}`, random));
    at += random.wait(arrivalSeconds / usualCount);
  }
  return letRead(arrivals, randomFrom(seed, 'reader'));
}

function drawArrival(arrivesAt: number, uid: string, random: Random): Arrival {
  const examination = random.pick(examinations.map((one) => [one, one.share] as const));
  const priority = drawPriority(examination, random);
  return {
    plan: drawPlan(examination, uid, random),
    kind: examination.kind,
    priority,
    arrivesAt,
    dueAt: arrivesAt + dueSeconds[priority],
    usualReading: examination.readingSeconds,
    priors: drawPriors(examination, uid, random),
  };
}

function drawPriority({ statShare }: Examination, random: Random): Priority {
  if (random.chance(statShare)) return 'STAT';
  return random.chance(0.2) ? 'URGENT' : 'ROUTINE';
}

/** Which are relevant is the real rule's word; which are looked at is the reader's, who mostly agrees. */
function drawPriors(examination: Examination, uid: string, random: Random): readonly PriorStudy[] {
  if (random.chance(withoutPriors)) return [];
  const count = 1 + Math.floor(random.wait(1));
  const earlier = Array.from({ length: Math.min(count, 5) }, () =>
    random.chance(0.5) ? examination : random.pick(examinations.map((one) => [one, one.share] as const)),
  );
  const priors = earlier.map((prior, index) => ({ ...prior, plan: drawPlan(prior, `${uid}.0.${index + 1}`, random) }));
  const relevant = new Set(relevantPriors<ComparableStudy>(examination, priors));
  return priors.map((prior) => {
    const isRelevant = relevant.has(prior);
    return { plan: prior.plan, isRelevant, isOpened: random.chance(isRelevant ? 0.8 : 0.06) };
  });
}
