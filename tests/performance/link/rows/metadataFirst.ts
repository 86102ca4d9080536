import type { Row } from '../bench.ts';
import { startAtKnownSite } from '../host/knownSite.ts';
import { openAtMiddle } from '../host/readerAtHost.ts';
import { openTlsFront } from '../lines/openTlsFront.ts';
import { profiles, withoutLimit } from '../lines/profiles.ts';
import { openArchive } from '../lines/realArchive.ts';
import { writeCtStudy } from '../studies/ctStudy.ts';

/** M12: how long what must be known before a pixel can be asked for takes, over TLS, on cold connections. */
export const metadataFirst: Row = {
  id: 'M12',
  title: 'metadata before the first pixel, 300 CT, 2 Mbit/s, TLS, cold',
  async measure(bench) {
    const { tools, cleanUp, line, folder, runs } = bench;
    await line.change(withoutLimit);
    const study = await writeCtStudy(folder, { slices: 300, storedAs: 'jpegLs', name: 'm12-ct' });
    const archive = await openArchive(tools, cleanUp, line, `${line.name}-m12`, [study.folder]);
    const front = await openTlsFront(bench, archive.url);
    const environment = { NODE_EXTRA_CA_CERTS: front.authorityFile };
    const untilAsked: number[] = [];
    const structures: number[] = [];
    let profile = '';
    for (let run = 0; run < runs; run += 1) {
      const host = await startAtKnownSite(bench, { url: front.url, name: 'm12', environment });
      try {
        // Longer than an idle connection is kept: what comes is cold.
        await line.change({ ...profiles.home2, seed: run + 1 });
        await host.ask('resetConnections', null);
        await host.ask('forgetTraffic', null);
        const startedAt = performance.timeOrigin + performance.now();
        const { structure } = await openAtMiddle(host, study);
        const { requests } = await host.ask('traffic', null);
        const firstPixel = requests.find(({ path }) => path.includes('/frames/'));
        untilAsked.push(((firstPixel?.askedAt ?? Number.NaN) - startedAt) / 1000);
        structures.push(structure);
        profile = requests
          .slice(0, 6)
          .map(({ path, askedAt, endedAt = Number.NaN, bytes }) => {
            const [asked, ended] = [askedAt, endedAt].map((at) => ((at - startedAt) / 1000).toFixed(2));
            return `${asked} to ${ended} s, ${bytes} B: …${path.slice(-60)}`;
          })
          .join('\n    ');
      } finally {
        await host.stop();
      }
    }
    await front.close();
    await archive.takeDown();
    return [
      {
        row: 'M12',
        name: 'until the first pixel is asked for',
        unit: 'seconds',
        values: untilAsked,
        goal: { sense: 'atMost', limit: 1.5 },
        today: 'plain 4.4 s, gzip 1.4 s for 100 CT',
        note: profile,
      },
      { row: 'M12', name: 'until all metadata is here', unit: 'seconds', values: structures },
    ];
  },
};
