import { expect, test } from 'vitest';
import { fail, succeed } from '#shared/base/result.ts';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import type { AlignedVolumes } from '../imaging/registration/registrationTask.ts';
import { rigidAbout } from '../imaging/registration/rigidTransform.ts';
import type { VolumeModel } from '../imaging/volume/volumeModel.ts';
import { Alignment } from './alignment.ts';
import type { ReadingSession } from './readingSession.ts';
import { Together } from './together.ts';

const setIn = (frame: string) => ({ frames: [{ image: { frameOfReferenceUID: frame } }] }) as unknown as DisplaySet;
const [now, prior] = [setIn('1.1'), setIn('2.2')];

/** A volume that counts who holds it. */
function heldVolume() {
  const held = { by: 0 };
  const model = {
    grid: { normal: [0, 0, 1] },
    load: () => Promise.resolve(),
    subscribe: () => {
      held.by += 1;
      return () => {
        held.by -= 1;
      };
    },
  };
  return { held, model: model as unknown as VolumeModel };
}

const found: AlignedVolumes = {
  transform: rigidAbout([0, 0, 0], [0, 0, 0], [1, 2, 3]),
  likeness: 0.93,
  overlap: 0.8,
  degrees: 2,
  offsetMm: 3,
};

const together = () => new Together({ state: { active: 0 } } as unknown as Pick<ReadingSession, 'state'>);

test('H1: an alignment becomes a link that says its offset and turn; the same key takes it away', async () => {
  const desk = together();
  const { held, model } = heldVolume();
  let heldWhileAligning = 0;
  const alignment = new Alignment(desk, () => {
    heldWhileAligning = held.by;
    return Promise.resolve(succeed(found));
  });
  await alignment.toggle(now, prior, () => model);
  expect(desk.store.getState().links).toMatchObject([
    { from: '1.1', to: '2.2', kind: 'registration', offsetMm: 3, degrees: 2 },
  ]);
  expect(alignment.store.getState()).toEqual({ kind: 'done', likeness: 0.93 });
  expect([heldWhileAligning, held.by]).toEqual([2, 0]);
  await alignment.toggle(now, prior, () => model);
  expect([desk.store.getState().links, alignment.store.getState()]).toEqual([[], { kind: 'idle' }]);
});

test('H1: a poor alignment is refused and links nothing; so is a series that is no volume', async () => {
  const desk = together();
  const alignment = new Alignment(desk, () => Promise.resolve(fail('notAlike')));
  await alignment.toggle(now, prior, () => heldVolume().model);
  expect([desk.store.getState().links, alignment.store.getState()]).toEqual([
    [],
    { kind: 'refused', reason: 'notAlike' },
  ]);
  await alignment.toggle(now, prior, () => undefined);
  expect(alignment.store.getState()).toEqual({ kind: 'refused', reason: 'noVolume' });
});

test('pressed again while it runs, it stops', async () => {
  const alignment = new Alignment(
    together(),
    (_one, _other, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(fail('stopped')))),
  );
  const running = alignment.toggle(now, prior, () => heldVolume().model);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(alignment.store.getState()).toEqual({ kind: 'running' });
  await alignment.toggle(now, prior, () => heldVolume().model);
  await running;
  expect(alignment.store.getState()).toEqual({ kind: 'refused', reason: 'stopped' });
});
