// `npm run simulate -- [--seeds N] [--profile home|mobile|satellite]`: the real order of fetching against others, on
// shifts and lines drawn from seeds. The same arguments print the same tables on any computer.
import { parseArgs } from 'node:util';
import { compare } from './compare.ts';
import { lineProfiles } from './lineProfiles.ts';
import { formatComparison } from './table.ts';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '10' }, profile: { type: 'string' } } });
const count = Number(values.seeds);
const chosen = lineProfiles.filter(({ name }) => values.profile === undefined || name === values.profile);

if (!Number.isInteger(count) || count < 1 || chosen.length === 0) {
  process.stderr.write(
    `--seeds a number from 1, --profile one of ${lineProfiles.map(({ name }) => name).join(', ')}\n`,
  );
  process.exitCode = 1;
} else {
  const seeds = Array.from({ length: count }, (_, index) => index + 1);
  process.stdout.write(
    'Times of reading are the same under every policy: what is not local is waited for, but delays nothing else.\n',
  );
  for (const profile of chosen) process.stdout.write(`\n${formatComparison(compare(profile, seeds))}\n`);
}
