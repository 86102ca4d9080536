import { explainBindings } from './explain.ts';
import { fallbackGrid } from './fallbackGrid.ts';
import type { Hanging, ProtocolVerdict, StudyToHang } from './hanging.ts';
import { betterFirst, type Judged, judge, judgeAnyway, strongestOfEach } from './judge.ts';
import type { Protocol } from './protocol.ts';
import { hungStages } from './stages.ts';

/**
 * How a study hangs: the best of the protocols that are for it, or a plain grid where none is. The same study and
 * protocols give the same answer, in whatever order they are handed over; never throws on protocols that
 * `protocolSchema` has read.
 */
export function hang(study: StudyToHang, protocols: readonly Protocol[]): Hanging {
  const judged = strongestOfEach(protocols)
    .map((protocol) => judge(protocol, study))
    .sort((one, other) => betterFirst(one.verdict, other.verdict));
  const [best] = judged;
  const winner = best?.hung && best.verdict.refused === undefined ? { ...best, hung: best.hung } : undefined;
  if (winner)
    return hangingOf(
      winner,
      study,
      judged.map(({ verdict }) => verdict),
    );
  const grid = judgeAnyway(fallbackGrid, study);
  return hangingOf(grid, study, [grid.verdict, ...judged.map(({ verdict }) => verdict)]);
}

/** How a study hangs by one protocol, whether or not it is for the study: a reader's own choice, and previews. */
export function hangWith(study: StudyToHang, protocol: Protocol): Hanging {
  const judged = judgeAnyway(protocol, study);
  return hangingOf(judged, study, [judged.verdict]);
}

function hangingOf(
  { verdict, hung }: Required<Judged>,
  study: StudyToHang,
  considered: readonly ProtocolVerdict[],
): Hanging {
  const stages = hungStages(verdict.protocol, hung.bound, study.screens);
  const first = stages.findIndex(({ disabled }) => disabled === undefined);
  return {
    protocol: verdict.protocol,
    stages,
    first: Math.max(0, first),
    ...explainBindings(verdict.protocol, hung.bound),
    priors: hung.priors,
    considered,
  };
}
