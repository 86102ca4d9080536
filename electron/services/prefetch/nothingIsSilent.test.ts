import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failureOf } from '#shared/contract/failures.ts';
import type { Readiness } from '#shared/contract/worklist.ts';
import { type Budget, type BudgetState, budgetAt } from '#shared/prefetch/budget.ts';
import { createFakeArchive, type FakeArchive, fakeStack, frameKeyOf, refOf } from '#tests/fixtures/fakeArchive.ts';
import { createMemoryCache, type MemoryCache } from '#tests/fixtures/memoryCache.ts';
import { createMemoryNotes } from '#tests/fixtures/memoryNotes.ts';
import { createReadingDesk, type ReadingDesk, sourceOf } from '#tests/fixtures/readingDesk.ts';
import { createTestWorld, type TestWorld } from '#tests/fixtures/testWorld.ts';
import { timeArchive } from '#tests/fixtures/timedArchive.ts';
import type { LineMeasurement } from '../link/index.ts';

const studies = [
  fakeStack('1.2.1', 40, { patientId: 'A', studyDate: '20260901' }),
  fakeStack('1.2.2', 25, { patientId: 'B', studyDate: '20260902' }),
  fakeStack('1.2.3', 12, { patientId: 'A', studyDate: '20260801' }),
  fakeStack('1.2.4', 30, { patientId: 'C', studyDate: '20260903' }),
];

/** What happens to the line, the archive and the list; numbers choose a study. */
type Event =
  | { readonly kind: 'stat' | 'routine' | 'open' | 'close' | 'badFrames' | 'lost'; readonly which: number }
  | {
      readonly kind:
        | 'pause'
        | 'cap'
        | 'consent'
        | 'metered'
        | 'freely'
        | 'away'
        | 'back'
        | 'silent'
        | 'flows'
        | 'grows';
    }
  | { readonly kind: 'passes'; readonly seconds: number };

interface Scene {
  readonly world: TestWorld;
  readonly cache: MemoryCache;
  readonly archive: FakeArchive;
  readonly desk: ReadingDesk;
  bytesThisMonth: number;
  state: Partial<BudgetState>;
  goodputs: readonly number[];
}

async function createScene(): Promise<Scene> {
  const world = await createTestWorld();
  const cache = createMemoryCache();
  const archive = createFakeArchive('one', [...studies]);
  timeArchive(archive, world.clock, 1_000);
  const budget = (): Budget =>
    budgetAt(
      { monthlyCapBytes: 1_000, hours: null },
      {
        now: world.clock.now(),
        offsetMinutes: () => 0,
        bytesThisMonth: scene.bytesThisMonth,
        mayExceedCap: false,
        isPaused: false,
        isMetered: false,
        room: 'roomy',
        ...scene.state,
      },
    );
  const measure = () => ({ estimate: { goodputs: scene.goodputs } }) as unknown as LineMeasurement;
  const desk = createReadingDesk(world, cache, createMemoryNotes(), [sourceOf(archive)], {
    budget,
    lines: { measure },
  });
  const scene: Scene = { world, cache, archive, desk, bytesThisMonth: 0, state: {}, goodputs: flows };
  await desk.start();
  return scene;
}

const flows = Array.from({ length: 60 }, () => 160);

async function happen(scene: Scene, event: Event): Promise<void> {
  const { archive, desk, world, cache } = scene;
  const studyAt = (which: number) => studies[which % studies.length]!;
  switch (event.kind) {
    case 'stat':
      return void desk.worklist.setPriority(refOf(archive, studyAt(event.which)), 'STAT');
    case 'routine':
      return void desk.worklist.setPriority(refOf(archive, studyAt(event.which)), 'ROUTINE');
    case 'open':
      return void desk.studies.open(refOf(archive, studyAt(event.which)));
    case 'close':
      return void desk.prefetcher.close(refOf(archive, studyAt(event.which)));
    case 'badFrames': {
      const uid = studyAt(event.which).studyInstanceUID;
      archive.frame = (sop, number) => new Uint8Array(sop.startsWith(uid) && sop.endsWith('3') ? 3 : 16).fill(number);
      return;
    }
    case 'lost':
      return cache.lose([frameKeyOf(archive, studyAt(event.which), 1)]);
    case 'pause':
      scene.state = { isPaused: true };
      return desk.prefetcher.replan();
    case 'cap':
      scene.bytesThisMonth = 2_000;
      return desk.prefetcher.replan();
    case 'consent':
      scene.state = { mayExceedCap: true };
      return desk.prefetcher.replan();
    case 'metered':
      scene.state = { isMetered: true };
      return desk.prefetcher.replan();
    case 'freely':
      scene.state = {};
      scene.bytesThisMonth = 0;
      return desk.prefetcher.replan();
    case 'away':
      archive.failure = failureOf('ArchiveUnreachable');
      return;
    case 'back':
      archive.failure = undefined;
      return;
    case 'silent':
      scene.goodputs = flows.map(() => 0);
      return;
    case 'flows':
      scene.goodputs = flows;
      return;
    case 'grows':
      archive.studies.splice(0, 1, fakeStack('1.2.1', 60, { patientId: 'A', studyDate: '20260901' }));
      return;
    case 'passes':
      await world.clock.advanceAsync(event.seconds * 1_000);
  }
}

function events(): fc.Arbitrary<readonly Event[]> {
  const which = fc.nat({ max: 3 });
  const plain = fc.constantFrom<
    Exclude<Event['kind'], 'stat' | 'routine' | 'open' | 'close' | 'badFrames' | 'lost' | 'passes'>
  >('pause', 'cap', 'consent', 'metered', 'freely', 'away', 'back', 'silent', 'flows', 'grows');
  const one: fc.Arbitrary<Event> = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('passes' as const), seconds: fc.integer({ min: 1, max: 90 }) }),
    },
    { weight: 3, arbitrary: fc.record({ kind: plain }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom(
          'stat' as const,
          'routine' as const,
          'open' as const,
          'close' as const,
          'badFrames' as const,
          'lost' as const,
        ),
        which,
      }),
    },
  );
  return fc.array(one, { minLength: 2, maxLength: 14 });
}

/** What a row says of a study that is not whole; `arrives` with or without that this is too late. */
function saidOf({ failure, rest, readyBetween }: Readiness): readonly string[] {
  return [...(failure ? ['failure'] : []), ...(rest ? ['rest'] : []), ...(readyBetween ? ['arrives'] : [])];
}

/** Studies that are not whole, and what is amiss with what is said of them. */
function silentIn({ desk, archive }: Scene): readonly string[] {
  const transfers = new Set(desk.prefetcher.listArrivals().map(({ study }) => study.studyInstanceUID as string));
  return archive.studies.flatMap((study) => {
    const readiness = desk.worklist.itemOf(refOf(archive, study))?.readiness;
    if (!readiness || readiness.state === 'complete') return [];
    const said = saidOf(readiness);
    const isAmiss =
      said.length === 0 ||
      (said.includes('rest') && said.includes('arrives')) ||
      (readiness.state !== 'failed' && !transfers.has(study.studyInstanceUID));
    return isAmiss ? [`${study.studyInstanceUID}: ${said.join()} of ${JSON.stringify(readiness)}`] : [];
  });
}

it('N11: whatever happens, a study that is not whole says when it comes, why it rests or what failed, and has its place', async () => {
  await fc.assert(
    fc.asyncProperty(events(), async (list) => {
      const scene = await createScene();
      const { desk, world } = scene;
      try {
        await world.clock.advanceAsync(3_000);
        for (const event of list) {
          await happen(scene, event);
          await world.clock.advanceAsync(7_000);
          // What the archive said a moment ago may be told half a second later.
          if (silentIn(scene).length > 0) await world.clock.advanceAsync(1_000);
          expect([event, silentIn(scene)]).toEqual([event, []]);
        }
      } finally {
        await desk.stop();
        await world.remove();
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);
