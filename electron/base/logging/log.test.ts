import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTestWorld } from '#tests/fixtures/testWorld.ts';
import { createLog } from './log.ts';
import { uidHasher } from './redact.ts';
import { createRotatingFile } from './rotatingFile.ts';

function collect(level?: 'debug') {
  const lines: string[] = [];
  const clock = { now: () => 1234, monotonicMs: () => 0, offsetMinutes: () => 0, after: () => () => undefined };
  const hashUid = uidHasher(new Uint8Array(32).fill(3));
  const log = createLog({ clock, sink: { write: (line) => lines.push(line) }, hashUid, ...(level ? { level } : {}) });
  return { lines, log };
}

it('writes event, time and the fields on the list', () => {
  const { lines, log } = collect();
  log.info('archive.answered', { archiveId: 'site-1', durationMs: 12.5, status: 200, ok: true, code: 'DiskFull' });
  log.debug('archive.details');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      level: 'info',
      at: 1234,
      archiveId: 'site-1',
      durationMs: 12.5,
      status: 200,
      ok: true,
      code: 'DiskFull',
      event: 'archive.answered',
    },
  ]);
});

it('T18: lets no name, date, number of a patient or UID through, in any field or event', () => {
  const { lines, log } = collect();
  const canary = 'KHAN^AYESHA';
  log.warn(`study of ${canary}`, { patientName: canary, code: canary, id: canary, count: canary as unknown as number });
  log.warn('study.opened', { [canary]: 1, reason: 'Ayesha Khan', kind: canary, studyInstanceUID: '1.2.3.4' });
  log.error('study.failed', { studyInstanceUID: canary, seriesInstanceUID: '1.2.3.4', archiveId: 'A B' });
  const text = lines.join('');
  expect(text).not.toMatch(/khan|ayesha|1\.2\.3\.4/i);
  expect(lines.length).toBe(3);
  const parsed = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(parsed[0]).toMatchObject({
    event: 'log.eventRefused',
    droppedFields: 1,
    code: '[dropped]',
    count: '[dropped]',
  });
  // The same study is the same in every line, so that a log can be followed.
  expect(parsed[1]?.['studyInstanceUID']).toMatch(/^[0-9a-f]{16}$/);
  expect(parsed[1]?.['studyInstanceUID']).toBe(parsed[2]?.['seriesInstanceUID']);
});

it('turns the file over by size, keeps so many, for its owner alone, and survives a disk that fails', async () => {
  await using world = await createTestWorld();
  const directory = join(world.directory, 'logs');
  const file = createRotatingFile({ files: world.files, directory, maxBytes: 1000, keep: 2 });
  const lift = world.files.failWhen({ operation: 'writeFile', code: 'ENOSPC', times: 1 });
  file.write('lost\n');
  await file.flush();
  lift();
  for (let line = 0; line < 100; line += 1) {
    file.write(`${String(line).padStart(99, '0')}\n`);
    await file.flush();
  }
  expect(readdirSync(directory).sort()).toEqual(['durbeen.log', 'durbeen.log.1', 'durbeen.log.2']);
  for (const name of readdirSync(directory)) {
    expect(statSync(join(directory, name)).size).toBe(1000);
    expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
  }
  expect(readFileSync(join(directory, 'durbeen.log'), 'utf8').trimEnd().endsWith('99')).toBe(true);
});
