import { beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveClient } from '#electron/services/archive/index.ts';
import { framesOf, ReadinessBook, StudyIndex } from '#electron/services/prefetch/index.ts';
import { fail } from '#shared/base/result.ts';
import { failureOf } from '#shared/contract/failures.ts';
import { createFakeArchive, fakeStack, refOf } from '#tests/fixtures/fakeArchive.ts';
import { createMemoryCache, type MemoryCache } from '#tests/fixtures/memoryCache.ts';
import { HeavyStudies } from './heavyStudies.ts';
import { StudyLoader } from './studyLoader.ts';

const mebibyte = 1024 * 1024;
const seriesUIDs = [1, 2, 3, 4, 5].map((number) => `1.2.9.${number}`);
const long = fakeStack('1.2.9', 1, {
  series: Object.fromEntries(seriesUIDs.map((uid) => [uid, [{ sopInstanceUID: `${uid}.1` }]])),
});
const archive = createFakeArchive('one', [long]);
const study = refOf(archive, long);
let cache: MemoryCache;
let kept: unknown;
let asked: string[];

beforeEach(() => {
  cache = createMemoryCache();
  kept = undefined;
  asked = [];
});

/** The program after a start, beside an archive whose every series says so much of itself. */
function start(bytesEach: number, onAsked: () => void = () => undefined) {
  const client: ArchiveClient = {
    ...archive.client,
    async readSeriesMetadata(uid, series, options) {
      asked.push(series);
      const mayRead = options.mayRead?.(bytesEach) ?? true;
      onAsked();
      return mayRead ? archive.client.readSeriesMetadata(uid, series, options) : fail(failureOf('StudyTooLarge'));
    },
  };
  const heavy = new HeavyStudies({
    read: () => kept,
    save(_, notes) {
      kept = structuredClone(notes);
      return true;
    },
  });
  const clock = { now: () => 0, monotonicMs: () => 0 };
  const readiness = new ReadinessBook(cache, clock, (one) => heavy.isNoted(one));
  readiness.load(study, { series: undefined, instances: undefined });
  const index = new StudyIndex(cache);
  const clientOf = () => client;
  const loader = new StudyLoader({ cache, index, readiness, heavy, framesOf, clientOf, onLoaded: () => undefined });
  return { loader, readiness, index };
}

const keptSeries = () => cache.readSeries(study).length;

describe('StudyLoader', () => {
  it('A9 keeps a study that says little at once, when all of it is there', async () => {
    const seen: number[] = [];
    const { loader, readiness, index } = start(mebibyte, () => seen.push(keptSeries()));
    const loaded = await loader.load(study, 'background');
    expect(loaded.ok && loaded.value.problems).toEqual([]);
    expect(loaded.ok && loaded.value.readSeries()).toHaveLength(5);
    expect(Math.max(...seen)).toBe(0);
    expect([keptSeries(), index.seriesOf(study).size, readiness.hasMetadata(study)]).toEqual([5, 5, true]);
  });

  it('A9 keeps a long one series by series, and a part that a death left passes for no whole', async () => {
    const seen: number[] = [];
    void start(20 * mebibyte, () => {
      seen.push(keptSeries());
      // The program dies here: nothing goes on.
      if (seen.length === 5) throw new Error('dead');
    })
      .loader.load(study, 'background')
      .catch(() => undefined);
    await new Promise(setImmediate);
    expect(keptSeries()).toBeGreaterThan(0);
    expect(keptSeries()).toBeLessThan(5);
    const second = start(20 * mebibyte);
    expect(second.readiness.hasMetadata(study)).toBe(false);
    await second.loader.load(study, 'background');
    expect([keptSeries(), second.readiness.hasMetadata(study), kept]).toEqual([5, true, []]);
  });

  it('A9 shows what fits of one that says too much, and asks for it again when a person does', async () => {
    const first = start(50 * mebibyte);
    const loaded = await first.loader.load(study, 'background');
    expect(loaded.ok && loaded.value.problems.map(({ failure }) => failure.code)).toContain('StudyTooLarge');
    expect(loaded.ok && loaded.value.readSeries()).toHaveLength(2);
    const second = start(1);
    asked = [];
    expect(await second.loader.load(study, 'background')).toMatchObject({ failure: { code: 'StudyTooLarge' } });
    expect([asked, second.readiness.hasMetadata(study)]).toEqual([[], false]);
    expect(second.readiness.of(study).failure?.code).toBe('StudyTooLarge');
    const opened = await second.loader.load(study, 'interactive');
    expect(opened.ok && opened.value.readSeries()).toHaveLength(5);
    expect([second.readiness.hasMetadata(study), kept]).toEqual([true, []]);
  });
});
