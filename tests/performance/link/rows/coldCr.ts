import { type ColdOpening, openCold } from '../app/coldOpening.ts';
import type { Row } from '../bench.ts';
import { shortestTime } from '../bounds.ts';
import { profiles, withoutLimit } from '../lines/profiles.ts';
import { openArchive } from '../lines/realArchive.ts';
import { writeCrStudy } from '../studies/crStudy.ts';

/** M4: one large radiograph that nobody fetched ahead. */
export const coldCr: Row = {
  id: 'M4',
  title: 'cold CR of 3000 × 3000, 5 Mbit/s, 150 ms, in the app',
  async measure(bench) {
    const { tools, cleanUp, line, folder, runs } = bench;
    await line.change(withoutLimit);
    const study = await writeCrStudy(folder, 'coldcr');
    const archive = await openArchive(tools, cleanUp, line, `${line.name}-m4`, [study.folder]);
    const { downBits, roundTripMs } = profiles.near5;
    const bound = shortestTime(study.jpegLsBytes, downBits, roundTripMs / 1000);
    const seen: ColdOpening[] = [];
    for (let run = 0; run < runs; run += 1) {
      const profile = { ...profiles.near5, seed: run + 1 };
      seen.push(await openCold(bench, profile, { url: archive.url, name: 'm4' }, study));
    }
    await archive.takeDown();
    return [
      {
        row: 'M4',
        name: 'full-field view (a preview where there are no prefixes)',
        unit: 'seconds',
        values: seen.map(({ firstView }) => firstView),
        goal: { sense: 'atMost', limit: 1.8 },
        today: 'raw 32 s, JPEG-LS 11 s to anything',
        note: (seen.at(-1)?.profile ?? []).join('\n    '),
      },
      {
        row: 'M4',
        name: `lossless ÷ bound of ${bound.toFixed(1)} s (${(study.jpegLsBytes / 1e6).toFixed(1)} MB)`,
        unit: 'ratio',
        values: seen.map(({ firstLossless }) => firstLossless / bound),
        goal: { sense: 'atMost', limit: 1.12 },
      },
    ];
  },
};
