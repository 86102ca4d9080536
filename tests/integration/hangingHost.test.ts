/** What readers keep for hanging, through a whole host: practice and patients apart, and studies of this disk to try on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '#electron/host/host.ts';
import { textOf } from '#shared/dicom/dicomJson.ts';
import { bringPatients } from '#tests/fixtures/drawnPatients.ts';
import { hangEventOf, ownProtocol } from '#tests/fixtures/keptProtocol.ts';
import { studyOfHeaders } from '#tests/fixtures/studyOfHeaders.ts';
import { allComplete, ask, startHost, valueIn, waitForList } from './hostInTest.ts';

const passphrase = 'correct horse battery';
let folder: string;
let host: Host;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durbeen-hanging-'));
  await bringPatients(`${folder}/cache`);
  host = valueIn(await startHost(folder));
  await waitForList(host, allComplete);
}, 300_000);
afterAll(async () => {
  await host.stop();
  await rm(folder, { recursive: true, force: true });
});

const read = async () => valueIn(await ask(host, 'hanging.read', {}));
const toTry = async (modality: string, bodyPart?: string) =>
  valueIn(await ask(host, 'hanging.cachedStudies', { modality, most: 20, ...(bodyPart && { bodyPart }) })).studies;

describe('studies to try a protocol on', () => {
  it('are those of the disk, as they hang when they are opened', async () => {
    const studies = await toTry('MR', 'HEAD');
    expect(studies.length).toBeGreaterThan(0);
    for (const { item, toHang } of studies) {
      const opened = valueIn(await ask(host, 'studies.open', { study: item.study }));
      const { studyDescription: description, indication: reason } = item;
      const whole = studyOfHeaders({
        study: item.study,
        date: item.studyDate,
        series: opened.series,
        order: { ...(description !== undefined && { description }), ...(reason !== undefined && { reason }) },
        priors: [],
        screens: 1,
      });
      expect({ ...toHang, priors: [] }).toEqual(whole);
      expect(toHang.priors.map(({ id }) => id)).toHaveLength(opened.priors.length);
      valueIn(await ask(host, 'studies.close', { study: item.study }));
    }
  });

  it('are chosen by what they show, the newest first, and told from headers that are small beside them', async () => {
    const chests = await toTry('CT', 'CHEST');
    expect(chests.length).toBeGreaterThan(0);
    for (const { toHang } of chests) expect(toHang.facets.bodyPart.value).toContain('CHEST');
    const all = await toTry('CT');
    const dates = all.map(({ item }) => `${item.studyDate ?? ''}${item.studyTime ?? ''}`);
    expect(dates).toEqual([...dates].sort().reverse());
    expect(all.length).toBeGreaterThan(chests.length);
    expect(JSON.stringify(all).length / all.length).toBeLessThan(100_000);
  });

  it('are corrected by what was said of them, on this side too', async () => {
    const [first] = await toTry('MR', 'HEAD');
    const { study } = first!.item;
    const opened = valueIn(await ask(host, 'studies.open', { study }));
    const named = opened.series.find(({ instances }) => textOf(instances[0] ?? {}, 'SeriesDescription') !== undefined);
    const header = named!.instances[0]!;
    const correction = {
      archiveId: study.archiveId,
      of: {
        kind: 'scanner' as const,
        station: textOf(header, 'StationName') ?? '',
        protocol: textOf(header, 'ProtocolName') ?? '',
        description: textOf(header, 'SeriesDescription') ?? '',
      },
      values: { weighting: 'PERF' },
    };
    const kept = valueIn(await ask(host, 'hanging.correct', { profile: 'practice', correction }));
    const weightingNow = async () => {
      const again = (await toTry('MR', 'HEAD')).find(
        ({ item }) => item.study.studyInstanceUID === study.studyInstanceUID,
      );
      return again?.toHang.series.find(({ seriesInstanceUID }) => seriesInstanceUID === named?.seriesInstanceUID)
        ?.facets.weighting;
    };
    expect(await weightingNow()).toMatchObject({ value: 'PERF', source: 'siteCorrection' });
    valueIn(await ask(host, 'hanging.revoke', { profile: 'practice', id: kept.correction.id }));
    expect((await weightingNow())?.source).not.toBe('siteCorrection');
    valueIn(await ask(host, 'studies.close', { study }));
  });
});

it('what is kept among patients is not seen in practice, nor the other way round, over a change and a lock', async () => {
  const own = ownProtocol({ id: 'user.practice' });
  valueIn(await ask(host, 'hanging.save', { profile: 'practice', protocol: own }));
  valueIn(await ask(host, 'hanging.noteHang', { profile: 'practice', event: hangEventOf('h1') }));
  expect(await ask(host, 'hanging.save', { profile: 'patients', protocol: own })).toMatchObject({
    failure: { code: 'StoreLocked' },
  });
  valueIn(await ask(host, 'vault.setUp', { method: 'passphrase', passphrase }));
  valueIn(await ask(host, 'host.switchProfile', { profile: 'patients' }));
  expect(await read()).toEqual({ protocols: [], corrections: [], unreadable: [] });
  expect(valueIn(await ask(host, 'hanging.counts', {})).counts).toEqual([]);
  expect(await toTry('CT')).toEqual([]);
  const theirs = ownProtocol({ id: 'user.patients' });
  valueIn(await ask(host, 'hanging.save', { profile: 'patients', protocol: theirs }));
  valueIn(await ask(host, 'vault.lock', {}));
  expect((await read()).protocols).toEqual([own]);
  valueIn(await ask(host, 'vault.unlock', { method: 'passphrase', passphrase }));
  expect((await read()).protocols).toEqual([theirs]);
  valueIn(await ask(host, 'vault.lock', { fetchOn: true }));
  expect(await ask(host, 'hanging.read', {})).toMatchObject({ failure: { code: 'StoreLocked' } });
});
