import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeFrame } from '#electron/base/codecs/decodeFrame.ts';
import { systemClock, systemFiles, systemRandom } from '#electron/base/world.ts';
import { practiceVersion } from '#electron/practice/attributes/practiceUids.ts';
import { calibrationBeads, type Practice, startPractice, wholeBody } from '#electron/practice/index.ts';
import { planPracticeStudies } from '#electron/practice/studies/practiceStudies.ts';
import { type DicomDataset, numberOf, numbersOf, textOf } from '#shared/dicom/dicomJson.ts';

const world = { clock: systemClock, files: systemFiles, random: systemRandom };
let folder: string;
let practice: Practice;
const shares: number[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-drawn-'));
  await killHalfWay(folder);
  practice = await startPractice({ world, folder, onProgress: (share) => shares.push(share) });
});
afterAll(async () => {
  await practice.close();
  await rm(folder, { recursive: true, force: true });
});

/** Starts drawing in a process of its own and kills it as soon as it has begun. */
async function killHalfWay(into: string): Promise<void> {
  const script = `
    import { startPractice } from '#electron/practice/index.ts';
    import { systemClock, systemFiles, systemRandom } from '#electron/base/world.ts';
    const world = { clock: systemClock, files: systemFiles, random: systemRandom };
    await startPractice({ world, folder: process.argv[1], onProgress: () => console.log('drawing') });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, into], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('exit', () => reject(new Error('the drawing ended before it was killed')));
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  const left = await readdir(into);
  expect(left.some((name) => name.endsWith('.unfinished'))).toBe(true);
  expect(left.some((name) => /^drawn-\d+$/.test(name))).toBe(false);
}

async function ask(path: string, accept?: string): Promise<{ status: number; body: Buffer; type: string }> {
  const headers = new Map(accept === undefined ? [] : [['accept', accept]]);
  const response = await practice.handler({
    method: 'GET',
    target: `/dicomweb${path}`,
    headers,
    body: new Uint8Array(0),
  });
  return {
    status: response.status,
    body: Buffer.from(await wholeBody(response)),
    type: response.headers['content-type'] ?? '',
  };
}
const askJson = async (path: string) => JSON.parse((await ask(path)).body.toString()) as DicomDataset[];

async function readFrame(instance: DicomDataset): Promise<Uint8Array> {
  const path = `/studies/${textOf(instance, 'StudyInstanceUID')}/series/${textOf(instance, 'SeriesInstanceUID')}/instances/${textOf(instance, 'SOPInstanceUID')}`;
  const { body, type } = await ask(
    `${path}/frames/1`,
    'multipart/related; type="application/octet-stream"; transfer-syntax=*',
  );
  const boundary = /boundary=([^;]+)/.exec(type)?.[1];
  return body.subarray(body.indexOf('\r\n\r\n') + 4, body.indexOf(`\r\n--${boundary}--`));
}

describe('drawn studies', () => {
  it('takes nothing half-drawn for whole, tells progress to the end, and is quick the second time', async () => {
    expect((await readdir(folder)).sort()).toEqual([`drawn-${practiceVersion}`, 'received']);
    expect(shares.at(-1)).toBe(1);
    expect(shares.every((share, index) => index === 0 || share >= (shares[index - 1] ?? 0))).toBe(true);
    const second = await startPractice({ world, folder });
    await second.close();
  });

  it('lists at least six patients of three scripts, one STAT, priors with their patients', async () => {
    const studies = await askJson('/studies?includefield=RequestedProcedurePriority');
    expect(studies.length).toBeGreaterThanOrEqual(8);
    expect(new Set(studies.map((study) => textOf(study, 'PatientID'))).size).toBeGreaterThanOrEqual(6);
    const names = JSON.stringify(studies.map((study) => study['00100010']));
    expect([/[\u0600-\u06ff]/.test(names), /[\u0900-\u097f]/.test(names)]).toEqual([true, true]);
    expect(studies.filter((study) => textOf(study, 'RequestedProcedurePriority') === 'STAT')).toHaveLength(1);
    expect(studies.filter((study) => textOf(study, 'PatientID') === 'DP-10021')).toHaveLength(2);
  });

  it('has many transfer syntaxes, and geometry in every CT and MR instance', async () => {
    const instances = await askJson('/instances?includefield=all');
    const syntaxes = new Set(instances.map((one) => textOf(one, 'AvailableTransferSyntaxUID')));
    expect(syntaxes.size).toBe(6);
    expect(new Set(instances.map((one) => textOf(one, 'SOPInstanceUID'))).size).toBe(instances.length);
    for (const one of instances.filter((each) => ['CT', 'MR'].includes(textOf(each, 'Modality') ?? ''))) {
      expect([
        numbersOf(one, 'ImagePositionPatient')?.length,
        numbersOf(one, 'ImageOrientationPatient'),
        numbersOf(one, 'PixelSpacing')?.length,
      ]).toEqual([3, [1, 0, 0, 0, 1, 0], 2]);
    }
  });

  it('gives back exactly the drawn pixels through every lossless syntax', async () => {
    const plan = planPracticeStudies({ nowMs: 0, offsetMinutes: 0 });
    const byUid = new Map(
      (await askJson('/instances?includefield=all')).map((one) => [textOf(one, 'SOPInstanceUID'), one]),
    );
    let compared = 0;
    for (const drawing of plan.filter(({ key }) => !key.endsWith('us')).flatMap(({ drawings }) => drawings)) {
      const draw = drawing.prepare();
      for (const index of new Set([0, Math.floor(drawing.count / 2)])) {
        for (const { attributes, frames } of draw(index)) {
          const served = byUid.get(textOf(attributes, 'SOPInstanceUID'));
          const [frame] = frames;
          // A document has no picture.
          if (frames.length === 0) continue;
          if (!served || !frame) throw new Error('an instance of the plan is not served');
          const syntax = textOf(served, 'AvailableTransferSyntaxUID') ?? '';
          const decoded = await decodeFrame(await readFrame(served), syntax, frame);
          expect(Buffer.compare(decoded ?? new Uint8Array(), frame.bytes), syntax).toBe(0);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(20);
  });

  it('has the calibration beads 25.0 mm apart at their documented places, by centre of gravity', async () => {
    const [study] = await askJson('/studies?PatientID=DP-10021&limit=1');
    const uid = study ? textOf(study, 'StudyInstanceUID') : '';
    const series = (await askJson(`/studies/${uid}/series`)).find((one) =>
      /soft/.test(textOf(one, 'SeriesDescription') ?? ''),
    );
    const slices = await askJson(`/studies/${uid}/series/${series && textOf(series, 'SeriesInstanceUID')}/metadata`);
    const volume = await Promise.all(
      slices.map(async (one) => ({
        one,
        z: numbersOf(one, 'ImagePositionPatient')?.[2] ?? 0,
        samples: await samplesOf(one),
      })),
    );
    const { origin, left, back, head, distanceMm } = calibrationBeads;
    const found = [origin, left, back, head].map((bead) => centreNear(volume, bead));
    for (const [index, bead] of [origin, left, back, head].entries()) {
      for (const axis of [0, 1, 2] as const) expect(found[index]?.[axis]).toBeCloseTo(bead[axis], 0);
    }
    for (const other of found.slice(1)) {
      const gap = Math.hypot(...other.map((value, axis) => value - (found[0]?.[axis] ?? 0)));
      expect(Math.abs(gap - distanceMm)).toBeLessThan(0.2);
    }
  });
});

interface Plane {
  readonly one: DicomDataset;
  readonly z: number;
  readonly samples: Uint16Array;
}

async function samplesOf(one: DicomDataset): Promise<Uint16Array> {
  const shape = {
    columns: numberOf(one, 'Columns') ?? 0,
    rows: numberOf(one, 'Rows') ?? 0,
    samplesPerPixel: 1,
    bitsAllocated: 16,
    bitsStored: 12,
    signed: false,
  } as const;
  const bytes = await decodeFrame(await readFrame(one), textOf(one, 'AvailableTransferSyntaxUID') ?? '', shape);
  return new Uint16Array((bytes ?? new Uint8Array()).slice().buffer);
}

function centreNear(volume: readonly Plane[], [x, y, z]: readonly [number, number, number]): [number, number, number] {
  const sum = [0, 0, 0, 0];
  for (const plane of volume.filter((one) => Math.abs(one.z - z) <= 5)) {
    const [x0 = 0, y0 = 0] = numbersOf(plane.one, 'ImagePositionPatient') ?? [];
    const [spacing = 1] = numbersOf(plane.one, 'PixelSpacing') ?? [];
    const columns = numberOf(plane.one, 'Columns') ?? 0;
    const [column, row] = [Math.round((x - x0) / spacing), Math.round((y - y0) / spacing)];
    for (let dy = -4; dy <= 4; dy++) {
      for (let dx = -4; dx <= 4; dx++) {
        const weight = Math.max(0, (plane.samples[(row + dy) * columns + column + dx] ?? 0) - 1024 - 500);
        for (const [axis, value] of [x0 + (column + dx) * spacing, y0 + (row + dy) * spacing, plane.z].entries()) {
          sum[axis] = (sum[axis] ?? 0) + weight * value;
        }
        sum[3] = (sum[3] ?? 0) + weight;
      }
    }
  }
  const [sx = 0, sy = 0, sz = 0, weight = 1] = sum;
  return [sx / weight, sy / weight, sz / weight];
}

describe('Part 10 files', () => {
  const tool = spawnSync('dciodvfy', ['-version']);
  it.runIf(tool.error === undefined)('are clean to dciodvfy, one of each series', async () => {
    for (const series of await askJson('/series?includefield=StudyInstanceUID')) {
      const path = `/studies/${textOf(series, 'StudyInstanceUID')}/series/${textOf(series, 'SeriesInstanceUID')}`;
      const [first] = await askJson(`${path}/instances?limit=1`);
      // The tool predates HTJ2K and cannot find its pixel data.
      if (first && textOf(first, 'AvailableTransferSyntaxUID')?.startsWith('1.2.840.10008.1.2.4.20')) continue;
      const { body, type } = await ask(`${path}/instances/${first && textOf(first, 'SOPInstanceUID')}`);
      const boundary = /boundary=([^;]+)/.exec(type)?.[1];
      const file = join(folder, 'one.dcm');
      await writeFile(file, body.subarray(body.indexOf('\r\n\r\n') + 4, body.indexOf(`\r\n--${boundary}--`)));
      const { stderr } = spawnSync('dciodvfy', [file], { encoding: 'utf8' });
      expect(
        stderr.split('\n').filter((line) => line.startsWith('Error')),
        textOf(series, 'SeriesDescription') ?? '',
      ).toEqual([]);
    }
    await rm(join(folder, 'one.dcm'));
  });
});
