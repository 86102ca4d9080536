import type { Row } from '../bench.ts';
import { shortestTime } from '../bounds.ts';
import { startAtKnownSite } from '../host/knownSite.ts';
import { openAtMiddle, untilComplete } from '../host/readerAtHost.ts';
import { profiles, withoutLimit } from '../lines/profiles.ts';
import { openArchive } from '../lines/realArchive.ts';
import { writeCtStudy } from '../studies/ctStudy.ts';

/** The line of 2010 between Malawi and Michigan: a CT over 384 kbit/s, against what such a line can carry at all. */
export const satellite: Row = {
  id: 'satellite',
  title: 'a CT over 384 kbit/s, 715 ms',
  async measure(bench) {
    const { tools, cleanUp, line, folder, isQuick } = bench;
    const slices = isQuick ? 30 : 100;
    await line.change(withoutLimit);
    const study = await writeCtStudy(folder, { slices, storedAs: 'jpegLs', name: 'satellite-ct' });
    const archive = await openArchive(tools, cleanUp, line, `${line.name}-sat`, [study.folder]);
    const host = await startAtKnownSite(bench, { url: archive.url, name: 'satellite' });
    const { downBits, roundTripMs } = profiles.satellite;
    const bound = shortestTime(study.jpegLsBytes, downBits, roundTripMs / 1000);
    try {
      await line.change(profiles.satellite);
      const started = performance.now();
      const { slice, ref } = await openAtMiddle(host, study);
      await untilComplete(host, ref, 10 * bound);
      const complete = (performance.now() - started) / 1000;
      return [
        { row: 'satellite', name: 'first lossless slice', unit: 'seconds', values: [slice] },
        {
          row: 'satellite',
          name: `${slices} slices complete ÷ bound of ${bound.toFixed(0)} s`,
          unit: 'ratio',
          values: [complete / bound],
          goal: { sense: 'atMost', limit: 1.15 },
          today: '6.25 s an image in 2010',
        },
      ];
    } finally {
      await host.stop();
      await archive.takeDown();
    }
  },
};
