import { hang, hangWith } from '#shared/hanging/hang.ts';
import type { StudyToHang } from '#shared/hanging/hanging.ts';
import { protocolProblems } from '#shared/hanging/problems.ts';
import { mostOfProtocol, type Protocol, protocolSchema, type SeriesRule } from '#shared/hanging/protocol.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { studyOf } from '#tests/fixtures/hangingStudies.ts';

const many = 28;
const rulesOfSelector = mostOfProtocol.rules;
const selectors = mostOfProtocol.allRules / rulesOfSelector;

/** As large as a protocol may be: it wants nothing, so that every rule of it is asked of every series. */
function largest(at: number, ruleOf: (rule: number) => Partial<SeriesRule>): Protocol {
  const rulesAt = (selector: number) =>
    Array.from({ length: rulesOfSelector }, (_, rule) => ({
      ...{ facet: 'count', op: 'gte', value: rule, weight: 1 },
      ...ruleOf(selector * rulesOfSelector + rule),
    }));
  const keys = Array.from({ length: selectors }, (_, selector) => `s${selector}`);
  return protocolSchema.parse({
    ...shippedProtocols[0],
    id: `user.largest-${at}`,
    level: 'user',
    match: { study: [] },
    priors: [],
    selectors: Object.fromEntries(keys.map((key, selector) => [key, { rules: rulesAt(selector) }])),
    stages: [
      {
        name: 'All',
        screens: [
          {
            role: 'primary',
            grid: { rows: 8, cols: 8 },
            viewports: keys.map((selector) => ({ id: selector, layers: [{ selector }] })),
          },
        ],
      },
    ],
    reading: undefined,
  });
}

const kinds: readonly (readonly [name: string, ruleOf: (at: number) => (rule: number) => Partial<SeriesRule>])[] = [
  ['numbers', () => () => ({})],
  ['words', (at) => (rule) => search(`word${at}x${rule % mostOfProtocol.patterns}|other`)],
  // A state for every letter: the worst that linear time allows.
  ['loose patterns', (at) => (rule) => (rule % 18 === 0 ? search(`e.{${10 + (at % 40)}}[^${rule}].{20}${at}`) : {})],
];

function search(value: string): Partial<SeriesRule> {
  return { facet: 'description', op: 'regex', value };
}

function studyOfSeries(count: number): StudyToHang {
  const series = Array.from(
    { length: count },
    (_, at) => `CT | SERIES ${at} some words here and there of the reader | | iop=ax; n=${at + 1}`,
  );
  return studyOf({ description: 'CT', series });
}

/** Of its thread: on a computer that is busy, the clock would tell of others. */
function timed(run: () => void): string {
  const begin = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(begin);
  return `${((user + system) / 1_000).toFixed(0)} ms`;
}

/**
 * Prints how long the largest protocols that are taken hold whoever waits, each read and asked for the first time, beside
 * the shipped ones alone.
 */
export function reportLimits(say: (text: string) => void): void {
  for (const count of [60, 500]) {
    const study = studyOfSeries(count);
    hang(study, shippedProtocols);
    say(`LIMITS ${count} series, shipped protocols alone: ${timed(() => hang(study, shippedProtocols))}`);
    for (const [name, ruleOf] of kinds) {
      const own = Array.from({ length: many }, (_, at) => largest(at, ruleOf(at + count)));
      const [one] = own as [Protocol];
      const taken = own.filter((protocol) => protocolProblems(protocol).length === 0).length;
      const fresh = Array.from({ length: many }, (_, at) => largest(at, ruleOf(at + 2 * count)));
      const reading = timed(() => protocolProblems(fresh[0] as Protocol));
      const all = timed(() => hang(study, [...shippedProtocols, ...fresh]));
      const again = timed(() => hang(study, [...shippedProtocols, ...fresh]));
      const refused = hang(study, fresh).considered.filter((each) => each.refused?.kind === 'tooMuch').length;
      say(
        `LIMITS ${count} series, ${many} own of ${mostOfProtocol.allRules} rules (${name}, ${taken} taken): one read ${reading} · all asked ${all}, again ${again}, ${refused} refused · one by hand ${timed(() => hangWith(study, one))}`,
      );
    }
  }
}
