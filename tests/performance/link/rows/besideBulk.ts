import { setTimeout as pause } from 'node:timers/promises';
import type { StudyRef } from '#shared/dicom/frameKey.ts';
import type { Bench, Row } from '../bench.ts';
import type { GoalLine } from '../goals.ts';
import type { HostProcess } from '../host/hostProcess.ts';
import { startAtKnownSite } from '../host/knownSite.ts';
import { openAtMiddle, sliceKey } from '../host/readerAtHost.ts';
import { settled } from '../host/settled.ts';
import { profiles, withoutLimit } from '../lines/profiles.ts';
import { openArchive } from '../lines/realArchive.ts';
import { type StudyFiles, writeCtStudy } from '../studies/ctStudy.ts';

interface Waits {
  /** Seconds from opening to the first slice, one for each study. */
  readonly opening: number[];
  /** Seconds for one more slice of it, on a connection that is warm. */
  readonly next: number[];
}

/** M6: somebody opens a study that is not here while the line is full of what is fetched ahead. */
export const besideBulk: Row = {
  id: 'M6',
  title: 'opening while bulk fills the line, 5 Mbit/s, 300 ms',
  async measure(bench) {
    const { tools, cleanUp, line, folder } = bench;
    await line.change(withoutLimit);
    const count = bench.isQuick ? 2 : 5;
    const slices = bench.isQuick ? 150 : 300;
    // What is fetched ahead is another modality, so that nothing of what is opened has come before.
    const bulk = await writeCtStudy(folder, { slices, storedAs: 'jpegLs', name: 'bulk-other', modality: 'PT' });
    const opened: StudyFiles[] = [];
    for (let each = 0; each < count; each += 1) {
      opened.push(await writeCtStudy(folder, { slices: 30, storedAs: 'jpegLs', name: `beside-${each}` }));
    }
    const folders = [bulk, ...opened].map((study) => study.folder);
    const archive = await openArchive(tools, cleanUp, line, `${line.name}-m6`, folders);
    const idle = await openEach(bench, archive.url, opened, false);
    const busy = await openEach(bench, archive.url, opened, true);
    await archive.takeDown();
    return linesOf(idle, busy);
  },
};

async function openEach(
  bench: Bench,
  url: string,
  studies: readonly StudyFiles[],
  besideOthers: boolean,
): Promise<Waits> {
  const { line } = bench;
  const host = await startAtKnownSite(bench, { url, name: 'm6' });
  const waits: Waits = { opening: [], next: [] };
  try {
    await line.change(profiles.home5);
    if (besideOthers) await host.ask('fetchAhead', { modalities: ['PT'] });
    // Until the line is full.
    await pause(besideOthers ? 12_000 : 1_000);
    for (const study of studies) {
      const { slice, ref } = await openAtMiddle(host, study);
      waits.opening.push(slice);
      waits.next.push(await readOneMore(host, study, ref));
      await host.call('studies.close', { study: ref });
      await (besideOthers ? pause(6_000) : settled(host));
    }
  } finally {
    await host.stop();
  }
  return waits;
}

/** A slice far from the first, so that it is not on its way already. */
async function readOneMore(host: HostProcess, study: StudyFiles, ref: StudyRef): Promise<number> {
  const key = sliceKey(ref, study, study.slices);
  const { milliseconds } = await host.ask('readFrame', { key, urgency: 'display' });
  return milliseconds / 1000;
}

function linesOf(idle: Waits, busy: Waits): readonly GoalLine[] {
  const row = 'M6';
  return [
    { row, name: 'first lossless slice, idle line', unit: 'seconds', values: idle.opening },
    {
      row,
      name: 'the same beside bulk',
      unit: 'seconds',
      values: busy.opening,
      today: '2.0 → 4.3 s (20 connections), 6 to 9 s (HTTP/2)',
    },
    {
      row,
      name: 'beside bulk ÷ idle line',
      unit: 'ratio',
      values: busy.opening.map((seconds, index) => seconds / (idle.opening[index] ?? Number.NaN)),
      goal: { sense: 'atMost', limit: 1.3 },
    },
    { row, name: 'one more slice of it, idle line', unit: 'seconds', values: idle.next },
    {
      row,
      name: 'the same beside bulk, in the warm lane',
      unit: 'seconds',
      values: busy.next,
      goal: { sense: 'atMost', limit: 1.2 },
    },
  ];
}
