import { Line, type Outage } from './line.ts';
import { type Random, randomFrom } from './random.ts';

/** Of the rate, what is payload after TLS, TCP, IP and HTTP (link.md, section 1.2). */
const payloadShare = 0.94;
/** A trace begins an hour before the shift, and goes on after it until the last study has come. */
export const traceFrom = -3600;
const traceTo = 14 * 3600;

export interface LineProfile {
  readonly name: string;
  readonly description: string;
  readonly megabitsPerSecond: number;
  /** Of the payload rate, what a client with an adaptive number of connections gets at the loss of this line (M1). */
  readonly lossShare: number;
  /** Standard deviation of the logarithm of the rate: over seconds, and over minutes. */
  readonly flutter: number;
  readonly drift: number;
  /** Of the rate, what is left at the busiest hour of the evening. */
  readonly eveningShare: number;
  /** Expected number in ten hours, and their lengths in seconds with their weights. */
  readonly outagesInTenHours: number;
  readonly outageSeconds: readonly (readonly [number, number])[];
}

const shortAndLong = [
  [5, 3],
  [20, 3],
  [60, 2],
  [300, 1.5],
  [1800, 0.5],
] as const;
const mostlyShort = [
  [2, 4],
  [5, 4],
  [20, 3],
  [60, 1],
  [300, 0.3],
] as const;

export const lineProfiles: readonly LineProfile[] = [
  {
    name: 'home2',
    description: '2 Mbit/s, 2 % loss, about 5 outages',
    megabitsPerSecond: 2,
    lossShare: 0.8,
    flutter: 0.15,
    drift: 0.15,
    eveningShare: 0.8,
    outagesInTenHours: 5,
    outageSeconds: shortAndLong,
  },
  {
    name: 'mobile',
    description: '10 Mbit/s at best, 1 % loss, unsteady, many short outages',
    megabitsPerSecond: 10,
    lossShare: 0.9,
    flutter: 0.5,
    drift: 0.6,
    eveningShare: 0.35,
    outagesInTenHours: 60,
    outageSeconds: mostlyShort,
  },
  {
    name: 'satellite',
    description: '384 kbit/s, 1 % loss, overloaded by this shift',
    megabitsPerSecond: 0.384,
    lossShare: 0.9,
    flutter: 0.1,
    drift: 0.1,
    eveningShare: 0.9,
    outagesInTenHours: 8,
    outageSeconds: shortAndLong,
  },
];

export function drawLine(profile: LineProfile, seed: number): Line {
  const random = randomFrom(seed, `line ${profile.name}`);
  const outages = drawOutages(profile, random);
  const rates = drawRates(profile, random);
  for (const { from, to } of outages) rates.fill(0, from - traceFrom, to - traceFrom);
  return new Line(rates, outages, traceFrom);
}

function drawOutages(profile: LineProfile, random: Random): readonly Outage[] {
  const outages: Outage[] = [];
  const apart = 36_000 / profile.outagesInTenHours;
  let from = traceFrom + Math.ceil(random.wait(apart));
  while (from < traceTo) {
    const to = Math.min(traceTo, from + Math.ceil(random.around(random.pick(profile.outageSeconds), 0.3)));
    outages.push({ from, to });
    from = to + Math.ceil(random.wait(apart));
  }
  return outages;
}

/** Two swings of the logarithm, one that forgets within seconds and one within a quarter of an hour. */
function drawRates(profile: LineProfile, random: Random): Float64Array {
  const rates = new Float64Array(traceTo - traceFrom);
  const mean = (profile.megabitsPerSecond * 1e6 * payloadShare * profile.lossShare) / 8;
  let flutter = random.normal();
  let drift = random.normal();
  for (let second = 0; second < rates.length; second += 1) {
    flutter = stepped(flutter, 4, random);
    drift = stepped(drift, 900, random);
    const hour = (second + traceFrom) / 3600;
    const evening = 1 - (1 - profile.eveningShare) * Math.exp(-(((hour - 4) / 1.5) ** 2));
    const swing = profile.flutter * flutter + profile.drift * drift;
    rates[second] = mean * evening * Math.exp(Math.min(swing, 0.7) - (profile.flutter ** 2 + profile.drift ** 2) / 2);
  }
  return rates;
}

function stepped(value: number, memorySeconds: number, random: Random): number {
  const kept = Math.exp(-1 / memorySeconds);
  return kept * value + Math.sqrt(1 - kept * kept) * random.normal();
}
