import { setTimeout as pause } from 'node:timers/promises';
import type { Bench, Row } from '../bench.ts';
import type { GoalLine, RowResult } from '../goals.ts';
import { startAtKnownSite } from '../host/knownSite.ts';
import { findStudy, untilComplete } from '../host/readerAtHost.ts';
import { startAtServer } from '../lines/childAtServer.ts';
import { profiles, withoutLimit } from '../lines/profiles.ts';
import { openArchive } from '../lines/realArchive.ts';
import { type StudyFiles, writeCtStudy } from '../studies/ctStudy.ts';

interface Fetched {
  /** Of everything that was asked for the study, as it came over the line. */
  readonly bytes: number;
  readonly seconds: number;
}

/** M2: what a CT without loss costs on the wire, by how the archive keeps it; and what faults make it cost again. */
export const wireBytes: Row = {
  id: 'M2',
  title: 'bytes on the wire for a lossless CT',
  async measure(bench) {
    const { tools, cleanUp, line, folder, isQuick } = bench;
    await line.change(withoutLimit);
    const slices = isQuick ? 40 : 150;
    const write = (storedAs: 'jpegLs' | 'jpeg2000' | 'htj2k' | 'raw') =>
      writeCtStudy(folder, { slices, storedAs, name: `m2-${storedAs.toLowerCase()}` });
    const [jpegLs, jpeg2000, htj2k, raw] = [
      await write('jpegLs'),
      await write('jpeg2000'),
      await write('htj2k'),
      await write('raw'),
    ];
    const results: RowResult[] = [];
    const add = (name: string, study: StudyFiles, { bytes }: Fetched, limit: number | undefined, today?: string) =>
      results.push({
        row: 'M2',
        name: `${name} ÷ JPEG-LS`,
        unit: 'ratio',
        values: [bytes / study.jpegLsBytes],
        ...(limit !== undefined && { goal: { sense: 'atMost', limit } as const }),
        ...(today !== undefined && { today }),
      });
    const orthanc = async (study: StudyFiles, allows: boolean) => {
      const archive = await openArchive(tools, cleanUp, line, `${line.name}-m2`, [study.folder]);
      const fetched = await fetchAll(bench, archive.url, study, allows);
      await archive.takeDown();
      return fetched;
    };
    const uncut = await orthanc(jpegLs, false);
    add('archive keeps JPEG-LS', jpegLs, uncut, 1.02, 'raw 2.7 to 3.2 ×');
    add('archive keeps JPEG 2000', jpeg2000, await orthanc(jpeg2000, false), 1.15);
    // Orthanc refuses HTJ2K: our own server hands the files out as they are.
    const server = await startAtServer(bench, 'staticArchiveChild.ts', htj2k.folder);
    const served = `http://${line.serverAddress}:${server.port}/dicom-web`;
    add('archive keeps HTJ2K', htj2k, await fetchAll(bench, served, htj2k, false), 1.15);
    await server.close();
    add('archive keeps it raw, and gzips', raw, await orthanc(raw, false), 1.65);
    add('archive keeps it raw, may compress', raw, await orthanc(raw, true), 1.02);
    results.push(await afterCuts(bench, jpegLs, uncut));
    return results;
  },
};

async function fetchAll(bench: Bench, url: string, study: StudyFiles, allows: boolean): Promise<Fetched> {
  const host = await startAtKnownSite(bench, { url, name: `m2 ${study.patientId} ${allows}`, allows });
  try {
    const ref = await findStudy(host, study);
    const before = await host.ask('traffic', null);
    await host.call('studies.open', { study: ref });
    const seconds = await untilComplete(host, ref, 300);
    const after = await host.ask('traffic', null);
    return { bytes: after.wireBytes - before.wireBytes, seconds };
  } finally {
    await host.stop();
  }
}

/** Twenty times the line is dead for a second or two while a study comes. */
async function afterCuts(bench: Bench, study: StudyFiles, uncut: Fetched): Promise<GoalLine> {
  const { tools, line, cleanUp } = bench;
  const archive = await openArchive(tools, cleanUp, line, `${line.name}-m2`, [study.folder]);
  const host = await startAtKnownSite(bench, { url: archive.url, name: `m2 ${study.patientId} false` });
  try {
    const ref = await findStudy(host, study);
    // So fast that all cuts fall into the time that it takes.
    const needed = (study.jpegLsBytes * 8) / 40;
    await line.change({ ...profiles.home5, downBits: Math.round(Math.min(5_000_000, needed)) });
    const before = await host.ask('traffic', null);
    await host.call('studies.open', { study: ref });
    const complete = untilComplete(host, ref, 600);
    for (let cut = 0; cut < 20; cut += 1) {
      await pause(1_000);
      await line.cut(1_000 + (cut % 3) * 500);
      await pause(1_000 + (cut % 3) * 500);
    }
    await complete;
    const after = await host.ask('traffic', null);
    const again = (after.wireBytes - before.wireBytes) / uncut.bytes - 1;
    return {
      row: 'M2',
      name: 'fetched again after 20 cuts of 1 to 2 s',
      unit: 'percent',
      values: [100 * Math.max(0, again)],
      goal: { sense: 'atMost', limit: 1 },
      today: 'a viewer without a store: 100 %',
    };
  } finally {
    await host.stop();
    await archive.takeDown();
  }
}
