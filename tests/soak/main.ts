/**
 * The long runs: fault trials, outages and kills by the thousand, and what the process costs meanwhile. A failing seed
 * is printed and played again with `npm run soak -- --seed N`.
 */
import { parseArgs } from 'node:util';
import { runFaultTrial, type TrialReport } from '../archive/faultTrial.ts';
import { soakDamage } from './damage.ts';
import { Growth } from './growth.ts';
import { replayKills, soakKills } from './kills.ts';
import { soakOutages } from './outages.ts';

const usage = `npm run soak -- [--seeds 10000] [--first 1] [--minutes 0] [--at-once 4] [--seed N] [--kill N] [--store-kill N] [--kills 300] [--outages all|quick|short|none] [--damage 5000] [--damage-seed N]

  --seeds     fault trials in a row, from --first on
  --minutes   stop after so many minutes, whatever is left; 0: never
  --at-once   trials beside one another
  --seed      play one fault trial again and print its steps
  --kill, --store-kill   play one kill trial again, of the host or of the store alone
  --kills     kill trials; 0: none
  --damage    damaged frames through the decoders; 0: none; --damage-seed plays one again
  --outages   all: 20 from 1 s to 30 min (about 9 minutes); quick: 6; short: 5; none
`;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10000' },
    first: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '0' },
    'at-once': { type: 'string', default: '4' },
    seed: { type: 'string' },
    kill: { type: 'string' },
    'store-kill': { type: 'string' },
    kills: { type: 'string', default: '300' },
    outages: { type: 'string', default: 'all' },
    damage: { type: 'string', default: '5000' },
    'damage-seed': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const trialsBetweenLooks = 10;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (values.help) say(usage);
else if (values.seed !== undefined) await replay(Number(values.seed));
else if (values.kill !== undefined) await replayKills('host', Number(values.kill), say);
else if (values['store-kill'] !== undefined) await replayKills('store', Number(values['store-kill']), say);
else if (values['damage-seed'] !== undefined) await replayDamage(Number(values['damage-seed']));
else await soak();
process.exit(process.exitCode ?? 0);

async function replay(seed: number): Promise<void> {
  const report = await runFaultTrial(seed);
  say(JSON.stringify(report, null, 2));
  if (report.violations.length > 0) process.exitCode = 1;
}

async function replayDamage(seed: number): Promise<void> {
  const { failures } = await soakDamage(seed, 1, say);
  for (const failure of failures) say(failure);
  if (failures.length > 0) process.exitCode = 1;
}

async function soak(): Promise<void> {
  const minutes = Number(values.minutes);
  const endMs = minutes > 0 ? performance.now() + minutes * 60_000 : Number.POSITIVE_INFINITY;
  const failures = [
    ...(await soakOutages(values.outages, say)),
    ...(await soakDamage(1, Number(values.damage), say)).failures,
    ...(await soakKills(Number(values.kills), endMs, say)),
    ...(await soakFaults(Number(values.first), Number(values.seeds), Number(values['at-once']), endMs)),
  ];
  say(failures.length === 0 ? 'soak: nothing failed' : `soak: ${failures.length} failed\n${failures.join('\n')}`);
  if (failures.length > 0) process.exitCode = 1;
}

/** So many trials beside one another, each the next seed when it is free. Answers what failed. */
async function soakFaults(first: number, count: number, atOnce: number, endMs: number): Promise<readonly string[]> {
  if (count <= 0) return [];
  const failures: string[] = [];
  const growth = new Growth(say);
  const totals = { trials: 0, frames: 0, asked: 0, strikes: 0 };
  let next = first;
  const work = async (): Promise<void> => {
    while (next < first + count && performance.now() < endMs) {
      const seed = next;
      next += 1;
      const report = await runFaultTrial(seed);
      totals.trials += 1;
      totals.frames += report.frames;
      totals.asked += report.framesAsked;
      totals.strikes += report.strikes;
      if (report.violations.length > 0) {
        failures.push(sentenceOf(report));
        say(sentenceOf(report));
      }
      if (totals.trials % 100 === 0) growth.look(`${totals.trials} trials, ${failures.length} failed`);
      else if (totals.trials % trialsBetweenLooks === 0) growth.look();
    }
  };
  process.setMaxListeners(atOnce * 4 + 20);
  await Promise.all(Array.from({ length: atOnce }, work));
  const twice = ((totals.asked / totals.frames - 1) * 100).toFixed(1);
  say(
    `faults: ${totals.trials} trials, ${totals.strikes} strikes, ${totals.frames} frames, ${twice} % asked for again, ${failures.length} failed`,
  );
  return [...failures, ...growth.end()];
}

function sentenceOf({ seed, violations, steps }: TrialReport): string {
  return `fault trial ${seed} FAILED: ${violations.join(' | ')}\n  steps: ${steps.join('; ')}\n  npm run soak -- --seed ${seed}`;
}
