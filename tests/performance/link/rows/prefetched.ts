import { quantile } from '#shared/prefetch/bandwidth.ts';
import { type CachedOpening, openCached } from '../app/cachedOpenings.ts';
import type { Row } from '../bench.ts';
import { startHostProcess } from '../host/hostProcess.ts';
import { findStudy, untilComplete } from '../host/readerAtHost.ts';
import { withoutLimit } from '../lines/profiles.ts';
import { openArchive } from '../lines/realArchive.ts';
import { type StudyFiles, writeCtStudy } from '../studies/ctStudy.ts';

/** M5: everything has been fetched ahead and the cable is out. */
export const prefetched: Row = {
  id: 'M5',
  title: 'prefetched, the cable out, in the app (drawn in software)',
  async measure(bench) {
    const { tools, cleanUp, line, folder, isQuick } = bench;
    await line.change(withoutLimit);
    const large = await writeCtStudy(folder, { slices: 300, storedAs: 'jpegLs', name: 'm5-large' });
    const small: StudyFiles[] = [];
    // The first of a window pays for what a window does once; it is opened, and counted, like the others.
    for (let each = 0; each < (isQuick ? 6 : 19); each += 1) {
      small.push(await writeCtStudy(folder, { slices: 30, storedAs: 'jpegLs', name: `m5-small-${each}` }));
    }
    const studies = [...small, large];
    const folders = studies.map((study) => study.folder);
    const archive = await openArchive(tools, cleanUp, line, `${line.name}-m5`, folders);
    const host = await startHostProcess(line, cleanUp);
    try {
      await host.ask('prepare', { url: archive.url });
      await host.ask('fetchAhead', { modalities: [] });
      for (const study of studies) await untilComplete(host, await findStudy(host, study), 300);
      await archive.takeDown();
      await line.cut(3_600_000);
      const openings = await openCached(bench, host, studies);
      return linesOf(openings);
    } finally {
      await line.mend();
      await host.stop();
    }
  },
};

function linesOf(openings: readonly CachedOpening[]) {
  const first = openings.map(({ firstLossless }) => firstLossless);
  return [
    {
      row: 'M5',
      name: `key to first lossless slice, p95 of ${first.length} studies`,
      unit: 'milliseconds',
      values: [quantile(first, 0.95) ?? Number.NaN],
      goal: { sense: 'atMost', limit: 300 },
      today: 'OHIF without a line: nothing',
      note: `each: ${first.map((one) => one.toFixed(0)).join(', ')} ms`,
    },
    {
      row: 'M5',
      name: 'all 300 slices decoded and ready to scroll to',
      unit: 'seconds',
      values: [(openings.at(-1)?.scrollable ?? Number.NaN) / 1000],
      goal: { sense: 'atMost', limit: 1.5 },
      today: 'on demand 85 s',
    },
  ] as const;
}
