import { Line, type Outage } from './line.ts';
import { randomFrom } from './random.ts';

const storms = 4;
const stormSeconds = [60, 300] as const;
/** After a refusal the archive is asked again after a pause of so long at most (rule N9). */
const longestPauseSeconds = 60;
const sleepSeconds = [600, 2400] as const;

/**
 * The same line on a day on which the archive answers 429 for minutes, four times, and the computer sleeps once before
 * its reader sits down. To whoever fetches, both are time in which nothing comes.
 */
export function interrupted(line: Line, signsOnAt: number, seed: number): Line {
  const random = randomFrom(seed, 'interruptions');
  const added: Outage[] = [];
  const asleepAt = Math.floor(random.between(0.2, 0.6) * signsOnAt);
  added.push({
    from: asleepAt,
    to: Math.min(Math.floor(signsOnAt), asleepAt + Math.ceil(random.between(...sleepSeconds))),
  });
  for (let storm = 0; storm < storms; storm += 1) {
    const from = Math.floor(random.between(0, 9 * 3600));
    added.push({
      from,
      to: from + Math.ceil(random.between(...stormSeconds) + random.between(1, longestPauseSeconds)),
    });
  }
  const rates = Float64Array.from({ length: line.endsAt - line.startsAt }, (_, second) =>
    line.bytesBetween(line.startsAt + second, line.startsAt + second + 1),
  );
  for (const { from, to } of added) rates.fill(0, from - line.startsAt, to - line.startsAt);
  const outages = [...line.outages, ...added].sort((one, other) => one.from - other.from);
  return new Line(rates, outages, line.startsAt);
}
