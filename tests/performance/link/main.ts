// `npm run bench:link`: every goal of the link beside what is measured here, over a line of our own making, against a
// real archive, with the peer viewer beside it. `--quick` measures the same rows in minutes; `--only M3` one of them;
// `--json FILE` also writes the figures down. Nothing of it stays when it ends, however it ends.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { isMeasured, judge, type RowResult } from './goals.ts';
import { CleanUp } from './lines/cleanUp.ts';
import { profiles } from './lines/profiles.ts';
import { openLine } from './lines/slowLine.ts';
import { findTools } from './lines/tools.ts';
import { rows } from './rows/index.ts';
import { formatGoals } from './table.ts';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    runs: { type: 'string' },
    json: { type: 'string' },
  },
});
const wanted = values.only.flatMap((names) => names.toUpperCase().split(','));
const chosen = rows.filter(({ id }) => wanted.length === 0 || wanted.includes(id.toUpperCase()));
const say = (text: string) => process.stdout.write(`${text}\n`);
const load = () => (loadavg()[0] ?? 0).toFixed(1);

async function openBench(cleanUp: CleanUp): Promise<Bench | { readonly missing: string }> {
  const found = findTools();
  if ('missing' in found) return found;
  const { tools } = found;
  // The rows in the app show the page that was built: of an older state they would measure an older program.
  const { buildMode, isStale, pageModes } = await import('../../../tools/building.ts');
  for (const mode of pageModes) if (isStale(mode)) await buildMode(mode);
  const folder = mkdtempSync(join(tmpdir(), 'durbeen-bench-link-'));
  cleanUp.add(folder, async () => rmSync(folder, { recursive: true, force: true }));
  // Each run has names of its own, so that two do not meet.
  const line = await openLine(tools, cleanUp, `bench-${process.pid}`, { ...profiles.home5, lossPercent: 1 });
  say(`The line itself, asked for 5 Mbit/s, 300 ms, 1 % loss:\n${(await line.check(values.quick ? 4 : 10)).trim()}`);
  const runs = Number(values.runs ?? (values.quick ? 1 : 3));
  return { tools, cleanUp, line, folder, isQuick: values.quick, runs, sites: new Map(), say };
}

async function measureAll(bench: Bench | { readonly missing: string }): Promise<readonly RowResult[]> {
  const results: RowResult[] = [];
  for (const row of chosen) {
    const started = performance.now();
    const name = row.title;
    if ('missing' in bench && !row.needsNoLine) {
      results.push({ row: row.id, name, because: bench.missing });
      continue;
    }
    const measured = await row.measure(bench as Bench).catch((error: unknown): readonly RowResult[] => {
      process.stderr.write(`${row.id}: ${error instanceof Error ? error.stack : String(error)}\n`);
      return [{ row: row.id, name, because: `it failed: ${error instanceof Error ? error.message : String(error)}` }];
    });
    results.push(...measured);
    say(`\n${row.id}, ${name}: ${((performance.now() - started) / 1000).toFixed(0)} s, load ${load()}`);
    say(formatGoals(measured));
    for (const one of measured) if (isMeasured(one) && one.note !== undefined) say(`  ${one.name}: ${one.note}`);
  }
  return results;
}

const cleanUp = new CleanUp();
cleanUp.onSignals();
cleanUp.onBugs();
try {
  const began = new Date().toISOString();
  say(
    `${availableParallelism()} cores, Linux ${release()}, Node ${process.versions.node}, load ${load()} at the start.`,
  );
  const results = await measureAll(await openBench(cleanUp));
  say(`\n${formatGoals(results)}\n\nLoad ${load()} at the end.`);
  if (values.json !== undefined) {
    const figures = results.map((result) => ({ ...result, verdict: judge(result) }));
    writeFileSync(
      values.json,
      `${JSON.stringify({ began, ended: new Date().toISOString(), quick: values.quick, cores: availableParallelism(), load: loadavg(), figures }, null, 2)}\n`,
    );
  }
} finally {
  await cleanUp.runAll();
}
