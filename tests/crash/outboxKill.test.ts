/** R1 (trust.md): sign and deliver through a bad line, kill at any moment, again and again; then ask what is there. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPart10 } from '#electron/base/dicom/part10.ts';
import { systemClock, systemFiles, systemRandom, type World } from '#electron/base/world.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { openReportWorld, quetta, studyAttributes, studyForReport, studyOf } from '#tests/fixtures/reportWorld.ts';
import { seededFractions } from '#tests/fixtures/testRandom.ts';
import { noNetwork } from '#tests/fixtures/testWorld.ts';
import { createUnreliableArchive } from '#tests/fixtures/unreliableArchive.ts';
import { crashSeed } from './crashSeed.ts';

const kills = Number(process.env['DURBEEN_KILLS'] ?? 25);
const child = join(import.meta.dirname, 'outboxChild.ts');
const node = join(import.meta.dirname, '../../node_modules/.bin/node');

const draw = seededFractions(`outbox ${crashSeed}`);
const call = { signal: new AbortController().signal };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durbeen-kill-'));
  await mkdir(join(folder, 'archive'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Acknowledged {
  readonly number: number;
  readonly uid: string;
  readonly digest: string;
}

/** One life: what it said it had signed before it was killed. */
function live(life: number, first: number): Promise<{ signed: readonly Acknowledged[]; drafts: readonly number[] }> {
  return new Promise((resolve, reject) => {
    const running = spawn(node, [child, folder, String(crashSeed + life), String(first)]);
    let said = '';
    let complaint = '';
    let timer: NodeJS.Timeout | undefined;
    running.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      // Counted from its first signature, so that a slow start does not spare it.
      timer ??= setTimeout(() => running.kill('SIGKILL'), 5 + draw() * 180);
    });
    running.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    running.on('error', reject);
    running.on('close', (code, signal) => {
      clearTimeout(timer);
      if (signal !== 'SIGKILL') reject(new Error(`ended by itself (${code}): ${complaint}`));
      // A line without its end was cut off in the pipe; what was signed then counts as not said.
      const lines = said
        .split('\n')
        .slice(0, -1)
        .map((line) => line.split(' '));
      resolve({
        signed: lines
          .filter(([kind]) => kind === 'signed')
          .map(([, number, uid, digest]) => ({ number: Number(number), uid: uid!, digest: digest! })),
        drafts: lines.filter(([kind]) => kind === 'draft').map(([, number]) => Number(number)),
      });
    });
  });
}

it(`R1 ${kills} kills: every acknowledged report is there unaltered and reaches the archive once (seed ${crashSeed})`, async () => {
  const acknowledged: Acknowledged[] = [];
  const drafted: number[] = [];
  for (let life = 0; life < kills; life += 1) {
    const { signed, drafts } = await live(life, life * 60);
    acknowledged.push(...signed);
    drafted.push(...drafts);
  }
  expect(acknowledged.length).toBeGreaterThan(kills);

  const files = (await readdir(join(folder, 'archive'))).filter((name) => name.endsWith('.dcm'));
  const alreadyStored = new Map<string, Uint8Array>();
  for (const name of files) alreadyStored.set(name.slice(0, -4), await readFile(join(folder, 'archive', name)));
  const clock = {
    ...systemClock,
    after: (delayMs: number, task: () => void) => systemClock.after(delayMs / 100, task),
  };
  const world: World = { clock, files: systemFiles, random: systemRandom, network: noNetwork };
  const desk = await openReportWorld(world, folder);
  expect(desk.database.pragma('integrity_check', { simple: true })).toBe('ok');
  const studies = Array.from({ length: kills * 60 + 60 }, (_, number) => studyOf(number));
  for (const study of studies) desk.studies.set(studyKey(study), studyForReport(study));
  const archive = createUnreliableArchive({
    archiveId: quetta,
    studies: studies.map((study) => studyAttributes(study)),
    fraction: draw,
    alreadyStored,
  });
  desk.archives.set(quetta, archive);

  // P3: what was said to be saved is there, as draft or as what was signed from it.
  for (const number of drafted) {
    const opened = await desk.reports.handlers['reports.open']({ study: studyOf(number) }, call);
    if (!opened.ok) throw new Error(opened.failure.code);
    const text = opened.value.versions[0]?.text ?? opened.value.draft;
    expect(text.findings).toBe(`Report ${number} فائنڈنگ`);
  }

  // Nothing is marked delivered that the archive lacks.
  const marked = desk.database
    .prepare(
      "SELECT sop_instance_uid AS uid FROM outbox JOIN report_version USING (report_id, version) WHERE state = 'delivered'",
    )
    .all() as { uid: string }[];
  expect(marked.filter(({ uid }) => !alreadyStored.has(uid))).toEqual([]);
  expect(marked.length).toBeGreaterThan(0);

  // On a good line everything drains, and nobody's help is needed.
  desk.reports.archiveAnswered(quetta);
  desk.reports.start();
  await expect.poll(() => desk.reports.countUnsent(), { timeout: 20_000 }).toEqual({ waiting: 0, parked: 0 });

  const rows = desk.database
    .prepare('SELECT sop_instance_uid AS uid, digest, canonical_text AS text, part10 FROM report_version')
    .all() as {
    uid: string;
    digest: string;
    text: string;
    part10: Uint8Array;
  }[];
  const kept = new Map(rows.map((row) => [row.uid, row]));
  for (const { number, uid, digest } of acknowledged) {
    const row = kept.get(uid);
    expect(row?.digest, `report ${number}`).toBe(digest);
    expect(createHash('sha256').update(row!.text).digest('hex')).toBe(digest);
    expect(Buffer.compare(archive.stored.get(uid)!.bytes, row!.part10)).toBe(0);
  }
  // Once each: no study has two final reports, no UID was stored as new twice, nothing is there that was not signed.
  expect(archive.stored.size).toBe(rows.length);
  const log = (await readFile(join(folder, 'archive', 'log'), 'utf8')).trim().split('\n');
  expect(log.filter((line) => line.startsWith('again'))).toEqual([]);
  const perStudy = new Map<string, number>();
  for (const { bytes } of archive.stored.values()) {
    const file = readPart10(bytes);
    if (!file.ok) throw new Error(file.failure.code);
    const study = String(file.value.dataset['0020000D']?.Value?.[0]);
    perStudy.set(study, (perStudy.get(study) ?? 0) + 1);
  }
  expect([...perStudy.values()].every((count) => count === 1)).toBe(true);
  await desk.reports.stop();
  desk.close();
});
