import { type ColdOpening, openCold } from '../app/coldOpening.ts';
import type { Bench, Row } from '../bench.ts';
import { shortestTime } from '../bounds.ts';
import type { RowResult } from '../goals.ts';
import type { KnownSite } from '../host/knownSite.ts';
import { startAtServer } from '../lines/childAtServer.ts';
import { profiles, withoutLimit } from '../lines/profiles.ts';
import { openArchive } from '../lines/realArchive.ts';
import { writeCrStudy } from '../studies/crStudy.ts';
import type { StudyFiles } from '../studies/ctStudy.ts';

/** M4: one large radiograph that nobody fetched ahead, from an archive that renders previews and from one that has prefixes. */
export const coldCr: Row = {
  id: 'M4',
  title: 'cold CR of 3000 × 3000, 5 Mbit/s, 150 ms, in the app',
  async measure(bench) {
    const { tools, cleanUp, line, folder } = bench;
    await line.change(withoutLimit);
    const study = await writeCrStudy(folder, 'coldcr');
    const archive = await openArchive(tools, cleanUp, line, `${line.name}-m4`, [study.folder]);
    const seen = await openAll(bench, { url: archive.url, name: 'm4' }, study);
    await archive.takeDown();
    const atPreview = linesOf(
      seen,
      study,
      'a preview where there are no prefixes',
      'raw 32 s, JPEG-LS 11 s to anything',
    );
    return [...atPreview, ...(await fromPrefixes(bench))];
  },
};

/** Orthanc refuses HTJ2K: our own server hands the file out as it is, by ranges. */
async function fromPrefixes(bench: Bench): Promise<RowResult[]> {
  const { line, folder } = bench;
  await line.change(withoutLimit);
  const study = await writeCrStudy(folder, 'coldcrhtj2k', 'htj2kRpcl');
  const server = await startAtServer(bench, 'staticArchiveChild.ts', study.folder);
  const url = `http://${line.serverAddress}:${server.port}/dicom-web`;
  const seen = await openAll(bench, { url, name: 'm4 htj2k' }, study);
  await server.close();
  return linesOf(seen, study, 'archive keeps HTJ2K and answers ranges: 1/4 resolution', 'raw 32 s to anything');
}

async function openAll(bench: Bench, site: KnownSite, study: StudyFiles): Promise<ColdOpening[]> {
  const seen: ColdOpening[] = [];
  for (let run = 0; run < bench.runs; run += 1) {
    seen.push(await openCold(bench, { ...profiles.near5, seed: run + 1 }, site, study));
  }
  return seen;
}

function linesOf(seen: readonly ColdOpening[], study: StudyFiles, what: string, today: string): RowResult[] {
  const { downBits, roundTripMs } = profiles.near5;
  const bound = shortestTime(study.storedBytes, downBits, roundTripMs / 1000);
  return [
    {
      row: 'M4',
      name: `full-field view (${what})`,
      unit: 'seconds',
      values: seen.map(({ firstView }) => firstView),
      goal: { sense: 'atMost', limit: 1.8 },
      today,
      note: (seen.at(-1)?.profile ?? []).join('\n    '),
    },
    {
      row: 'M4',
      name: `lossless ÷ bound of ${bound.toFixed(1)} s (${(study.storedBytes / 1e6).toFixed(1)} MB)`,
      unit: 'ratio',
      values: seen.map(({ firstLossless }) => firstLossless / bound),
      goal: { sense: 'atMost', limit: 1.12 },
    },
  ];
}
