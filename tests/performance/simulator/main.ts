// `npm run simulate -- [--seeds N] [--profile home2|mobile|satellite]`: the real order of fetching against others, on
// shifts and lines drawn from seeds. The same arguments print the same tables on any computer.
import { parseArgs } from 'node:util';
import { compare } from './compare.ts';
import { measureCap, measureHardDay, seedsUpTo, shiftGoals } from './goals.ts';
import { lineProfiles } from './lineProfiles.ts';
import { formatCap, formatComparison, formatEta, formatHardDay, formatShiftGoals } from './table.ts';

/** Less than any of the shifts at home takes. */
const capBytes = 1.2e9;
/** Less than what comes in any of them. */
const diskBytes = 1.2e9;

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '10' }, profile: { type: 'string' } } });
const count = Number(values.seeds);
const chosen = lineProfiles.filter(({ name }) => values.profile === undefined || name === values.profile);

if (!Number.isInteger(count) || count < 1 || chosen.length === 0) {
  process.stderr.write(
    `--seeds a number from 1, --profile one of ${lineProfiles.map(({ name }) => name).join(', ')}\n`,
  );
  process.exitCode = 1;
} else {
  process.stdout.write(
    'Times of reading are the same under every policy: what is not local is waited for, but delays nothing else.\n',
  );
  const comparisons = chosen.map((profile) => compare(profile, seedsUpTo(count)));
  for (const comparison of comparisons) {
    process.stdout.write(`\n${formatComparison(comparison)}\n${formatShiftGoals(shiftGoals(comparison))}\n`);
  }
  const cap = measureCap(capBytes, Math.min(count, 3));
  process.stdout.write(`\n${formatCap(capBytes, cap)}\n`);
  process.stdout.write(`${formatHardDay(diskBytes, measureHardDay(diskBytes, count))}\n`);
  process.stdout.write(`\nOver all these lines: ${formatEta(comparisons.flatMap(({ predictions }) => predictions))}\n`);
}
