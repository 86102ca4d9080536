import { expect, test } from 'vitest';
import { fail, succeed } from '#shared/base/result.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import type { AlignedVolumes } from '../imaging/registration/registrationTask.ts';
import { rigidAbout } from '../imaging/registration/rigidTransform.ts';
import type { VolumeModel } from '../imaging/volume/volumeModel.ts';
import { Alignment } from './alignment.ts';
import { openReadingSession } from './readingSession.ts';
import { Together } from './together.ts';

/** A desk with two studies beside each other, each in a frame of reference of its own. */
function desk() {
  const study = (uid: string, frame: string) =>
    snapshotOf([slicesOfCt(`${uid}.1`, 12, { FrameOfReferenceUID: [frame] })], {
      study: { archiveId: 'pacs', studyInstanceUID: uid } as never,
    });
  const session = openReadingSession(study('1.2.3', '1.1'));
  session.addPrior(study('1.2.9', '2.2'));
  const [now, prior] = session.state.studies.map(({ images }) => images.sets[0]!.set);
  return { session, together: new Together(session), now: now!, prior: prior! };
}

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

test('H1: an alignment becomes a link that says its offset and turn; the same key takes it away', async () => {
  const { together, now, prior } = desk();
  const { held, model } = heldVolume();
  let heldWhileAligning = 0;
  const alignment = new Alignment(together, () => {
    heldWhileAligning = held.by;
    return Promise.resolve(succeed(found));
  });
  await alignment.toggle(now, prior, () => model);
  expect(together.store.getState().links).toMatchObject([
    { from: '1.1', to: '2.2', kind: 'registration', offsetMm: 3, degrees: 2 },
  ]);
  expect(alignment.store.getState()).toEqual({ kind: 'done', between: [now, prior], likeness: 0.93 });
  expect([heldWhileAligning, held.by]).toEqual([2, 0]);
  await alignment.toggle(now, prior, () => model);
  expect([together.store.getState().links, alignment.store.getState()]).toEqual([[], { kind: 'idle' }]);
});

test('H1: a poor alignment is refused and links nothing; so is a series that is no volume', async () => {
  const { together, now, prior } = desk();
  const alignment = new Alignment(together, () => Promise.resolve(fail('notAlike')));
  await alignment.toggle(now, prior, () => heldVolume().model);
  expect(together.store.getState().links).toEqual([]);
  expect(alignment.store.getState()).toMatchObject({ kind: 'refused', reason: 'notAlike' });
  await alignment.toggle(now, prior, () => undefined);
  expect(alignment.store.getState()).toMatchObject({ kind: 'refused', reason: 'noVolume' });
});

test('pressed again while it runs, it stops', async () => {
  const { together, now, prior } = desk();
  const alignment = new Alignment(
    together,
    (_one, _other, signal) =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve(fail('stopped')))),
  );
  const running = alignment.toggle(now, prior, () => heldVolume().model);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(alignment.store.getState()).toEqual({ kind: 'running', between: [now, prior] });
  await alignment.toggle(now, prior, () => heldVolume().model);
  await running;
  expect(alignment.store.getState()).toMatchObject({ kind: 'refused', reason: 'stopped' });
});

test('what finds no memory or no thread is refused, and the next press begins anew', async () => {
  const { together, now, prior } = desk();
  let isBroken = true;
  const alignment = new Alignment(together, () => {
    if (isBroken) throw new RangeError('Array buffer allocation failed');
    return Promise.resolve(succeed(found));
  });
  const { held, model } = heldVolume();
  await alignment.toggle(now, prior, () => model);
  expect([alignment.store.getState(), held.by]).toMatchObject([{ kind: 'refused', reason: 'failed' }, 0]);
  isBroken = false;
  await alignment.toggle(now, prior, () => model);
  expect(alignment.store.getState().kind).toBe('done');
});

test('on a slow line it stops at once, and lets the volumes go', async () => {
  const { together, now, prior } = desk();
  const alignment = new Alignment(together, () => Promise.resolve(succeed(found)));
  const { held, model } = heldVolume();
  const slow = { ...model, load: () => new Promise<void>(() => undefined) } as unknown as VolumeModel;
  const running = alignment.toggle(now, prior, () => slow);
  expect(held.by).toBe(2);
  alignment.stop();
  await running;
  expect([alignment.store.getState(), held.by]).toMatchObject([{ kind: 'refused', reason: 'stopped' }, 0]);
});

test('what was taken down meanwhile is not joined', async () => {
  const { session, together, now, prior } = desk();
  const alignment = new Alignment(together, () => {
    session.priors.leave(session.state.studies[1]!.snapshot.item.study);
    return Promise.resolve(succeed(found));
  });
  await alignment.toggle(now, prior, () => heldVolume().model);
  expect([together.store.getState().links, alignment.store.getState()]).toMatchObject([[], { reason: 'stopped' }]);
});
