/** The worklist of a large hospital, made anew as for every look at it. */
import { createFakeArchive, fakeStack } from '../fixtures/fakeArchive.ts';
import { createMemoryCache } from '../fixtures/memoryCache.ts';
import { createMemoryNotes } from '../fixtures/memoryNotes.ts';
import { createReadingDesk, sourceOf } from '../fixtures/readingDesk.ts';
import { createTestWorld } from '../fixtures/testWorld.ts';
import type { Figure } from './figures.ts';

const studies = 5_000;
const patients = 2_000;

/** Against what its answer costs in any case: to be written and read once on its way to the page. */
export async function benchList(runs: number): Promise<Figure> {
  await using world = await createTestWorld();
  const archive = createFakeArchive(
    'many',
    Array.from({ length: studies }, (_, index) =>
      fakeStack(`1.9.${index}`, 1, {
        patientId: `P${index % patients}`,
        studyDate: `202609${String((index % 28) + 1).padStart(2, '0')}`,
      }),
    ),
  );
  const source = sourceOf(archive, { assignment: { daysBack: 90, modalities: [], prefetch: false } });
  const desk = createReadingDesk(world, createMemoryCache(), createMemoryNotes(), [source]);
  await desk.start();
  await desk.worklist.refresh();
  const made: number[] = [];
  const crossed: number[] = [];
  // The first run pays for code that has not run before; it is not counted.
  for (let run = 0; run <= runs; run += 1) {
    const began = performance.now();
    const list = desk.worklist.list();
    const madeAt = performance.now();
    JSON.parse(JSON.stringify(list));
    if (run === 0) continue;
    made.push(madeAt - began);
    crossed.push(performance.now() - madeAt);
  }
  await desk.stop();
  return {
    name: `worklist of ${studies} studies, made anew`,
    times: made,
    baseline: { name: 'the same list written and read as JSON', times: crossed },
  };
}
