import { readDate } from '#shared/dicom/dateTime.ts';
import type { PriorChoice, PriorToHang, StudyToHang } from '#shared/hanging/hanging.ts';
import { sidesDiffer } from '#shared/hanging/priors.ts';
import type { HungStudy } from './explainBox.ts';
import { ageSaid, priorSaid } from './names.ts';
import type { Said } from './said.ts';
import type { WhyAct, WhyLine, WhySection } from './whyLine.ts';

/** Each earlier study that was thought of: taken, how old, or left, and why. Undefined where there is none. */
export function explainPriors({ hanging: { priors, protocol }, study }: HungStudy): WhySection | undefined {
  if (study.priors.length === 0) return undefined;
  const lines = protocol.priors.length === 0 ? notAsked(study) : priors.flatMap((choice) => choiceLines(choice));
  return {
    id: 'priors',
    heading: { key: 'why.priors.heading', params: { count: study.priors.length } },
    lines,
  };

  function choiceLines({ id, study: taken, ageDays, rejected }: PriorChoice): readonly WhyLine[] {
    const edit: WhyAct = { kind: 'edit', protocol: protocol.id, at: { kind: 'prior', prior: id } };
    const first: WhyLine =
      taken === undefined
        ? { said: { key: 'why.priors.none' }, mark: 'fail', acts: [edit] }
        : { said: takenSaid(priorOf(study, taken), ageDays), mark: 'pass', acts: [edit] };
    return [first, ...rejected.map((each) => ({ ...leftLine(study, each, taken), acts: [...besideActs(each), edit] }))];
  }
}

/** One of the other side is never offered. */
function besideActs({ study, reasons }: PriorChoice['rejected'][number]): readonly WhyAct[] {
  return reasons.includes('laterality') ? [] : [{ kind: 'beside', study }];
}

function notAsked(study: StudyToHang): readonly WhyLine[] {
  const isOtherSide = ({ facets }: PriorToHang) => sidesDiffer(study.facets.laterality.value, facets.laterality.value);
  return [
    { said: { key: 'why.priors.notAsked' } },
    ...study.priors.map((prior): WhyLine => {
      const acts: readonly WhyAct[] = isOtherSide(prior) ? [] : [{ kind: 'beside', study: prior.id }];
      return { said: withAge(study, prior), isNested: true, acts };
    }),
  ];
}

function takenSaid(prior: PriorToHang | undefined, ageDays: number | undefined): Said {
  const params = { prior: priorSaid(prior), age: ageDays === undefined ? '' : ageSaid(ageDays) };
  return { key: ageDays === undefined ? 'why.priors.taken' : 'why.priors.takenOfAge', params };
}

function leftLine(
  study: StudyToHang,
  { study: id, reasons }: PriorChoice['rejected'][number],
  taken: string | undefined,
): WhyLine {
  const of = reasons.map(
    (reason): Said =>
      reason === 'notChosen' &&
      showsMore(
        study,
        priorOf(study, id),
        study.priors.find((prior) => prior.id === taken),
      )
        ? { key: 'why.priors.left.showsMore' }
        : { key: `why.priors.left.${reason}` },
  );
  return {
    said: {
      key: 'why.priors.leftBecause',
      params: { prior: withAge(study, priorOf(study, id)), why: { join: 'and', of } },
    },
    mark: 'fail',
  };
}

/** Whether an older study shows more parts of what is read than the one that hangs: the newest is taken all the same. */
function showsMore({ facets }: StudyToHang, one: PriorToHang | undefined, taken: PriorToHang | undefined): boolean {
  const shared = (prior: PriorToHang | undefined) =>
    (facets.bodyPart.value ?? []).filter((part) => prior?.facets.bodyPart.value?.includes(part)).length;
  const isOlder = (one?.date ?? '') < (taken?.date ?? '');
  return isOlder && shared(one) > shared(taken);
}

function withAge(study: StudyToHang, prior: PriorToHang | undefined): Said {
  const days = daysBetween(prior?.date, study.date);
  const said = priorSaid(prior);
  return days === undefined || days < 0
    ? said
    : { key: 'why.priors.aged', params: { prior: said, age: ageSaid(days) } };
}

function priorOf(study: StudyToHang, id: string): PriorToHang | undefined {
  return study.priors.find((prior) => prior.id === id);
}

const dayMs = 86_400_000;

function daysBetween(before: string | undefined, after: string | undefined): number | undefined {
  const [from, to] = [instantOf(before), instantOf(after)];
  return from === undefined || to === undefined ? undefined : Math.round((to - from) / dayMs);
}

function instantOf(written: string | undefined): number | undefined {
  const date = readDate(written);
  return date && Date.UTC(date.year, date.month - 1, date.day);
}
