import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { hang } from '#shared/hanging/hang.ts';
import type { StudyToHang } from '#shared/hanging/hanging.ts';
import { findsPattern } from '#shared/hanging/patterns.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { studyOf } from '#tests/fixtures/hangingStudies.ts';

const rounds = 60;
/** Refused by these, a protocol is not asked for series. */
const early: ReadonlySet<string> = new Set(['rule', 'site', 'screens', 'disabled']);

/** A CT of sixty series and a prior of as many: every protocol of CT is asked all the way. */
export function largeStudy(): StudyToHang {
  const kernels = ['B31f', 'B70f', 'STANDARD', 'LUNG', 'BONE'];
  const planes = ['ax', 'cor', 'sag'];
  const series = Array.from(
    { length: 60 },
    (_, at) =>
      `CT | Thorax ${at % 4 === 0 ? 'PORTAL' : 'ART'} ${kernels[at % 5]} | | iop=${planes[at % 3]}; k=${kernels[at % 5]}; th=${1 + (at % 5)}; n=${20 + at}; agent=ULTRAVIST`,
  );
  return studyOf({ description: 'CT CHEST ABDOMEN', series, priors: [{ description: 'CT CHEST ABDOMEN', series }] });
}

/** A hundred: the shipped ones, and each once more as a reader's own until there are so many. */
export function hundred(): readonly Protocol[] {
  return Array.from({ length: 100 }, (_, at) => {
    const shipped = shippedProtocols[at % shippedProtocols.length] as Protocol;
    // Read anew, so that nothing that was made ready for one is used by the other.
    const own = JSON.parse(JSON.stringify(shipped)) as Protocol;
    return { ...own, id: `bench.${at}` };
  });
}

function median(run: () => void): number {
  const times = Array.from({ length: rounds }, () => {
    const begin = performance.now();
    run();
    return performance.now() - begin;
  });
  return times.sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? Number.NaN;
}

/** The first decision of a program, ms of its thread; the longest step of making ready before it, where that was done. */
export interface FirstHang {
  readonly first: number;
  readonly steps: number;
  readonly longestStep: number;
}

/** Asked in a program of its own: nothing is read twice. */
function firstHang(how: 'ready' | 'unready'): FirstHang {
  const answer = execFileSync(process.execPath, [join(import.meta.dirname, 'firstHangChild.ts'), how], {
    encoding: 'utf8',
  });
  return JSON.parse(answer) as FirstHang;
}

/** Prints how long one decision takes, beside reading and writing the same protocols as text, which any computer can tell. */
export function reportSpeed(say: (text: string) => void): void {
  const study = largeStudy();
  const protocols = hundred();
  const { considered } = hang(study, protocols);
  const bound = considered.filter(({ refused }) => !refused || !early.has(refused.kind)).length;
  const decision = median(() => hang({ ...study, series: [...study.series] }, protocols));
  const baseline = median(() => {
    JSON.parse(JSON.stringify(protocols));
  });
  const [unready, ready] = [firstHang('unready'), firstHang('ready')];
  say(
    `SPEED 60 series, 60 of the prior, ${protocols.length} protocols, ${bound} of them bound: ${decision.toFixed(1)} ms (of 20; the first of a program: ${ready.first.toFixed(1)} ms, made ready before in ${ready.steps} steps of at most ${ready.longestStep.toFixed(1)} ms, else ${unready.first.toFixed(1)} ms) · the same protocols as text and back ${baseline.toFixed(1)} ms · ratio ${(decision / baseline).toFixed(1)}`,
  );
  const letters = (count: number) => median(() => void findsPattern('(a+)+$', `${'a'.repeat(count - 1)}b`));
  const [short, long] = [letters(1_000), letters(10_000)];
  say(
    `PATTERN (a+)+$ in 1000 letters ${short.toFixed(3)} ms, in 10 000 ${long.toFixed(3)} ms: ${(long / short).toFixed(0)} times`,
  );
}
