import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cross, dot, type Vector3 } from '#shared/dicom/vectors.ts';
import { fakeView } from '#tests/fixtures/fakeView.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { BoxStateKeeper, emptyBoxState } from '../imaging/boxStateKeeper.ts';
import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import { frameNameOf, planeOfFrame, type ShownPlane } from '../imaging/plane/shownPlane.ts';
import { nearestSlice } from '../imaging/plane/syncedSlice.ts';
import { rigidAbout } from '../imaging/registration/rigidTransform.ts';
import { arrangementOf, stackOf } from './arrangement.ts';
import { openReadingSession, type ReadingSession } from './readingSession.ts';
import { Together } from './together.ts';

/** A box with slices at places along an axis of the patient; everything a view does that the desk asks of it. */
class SliceBox {
  readonly #keeper = new BoxStateKeeper();
  readonly state = this.#keeper.state;
  readonly subscribe = this.#keeper.subscribe;
  readonly frame: string;
  readonly places: readonly number[];
  readonly normal: Vector3;
  moves = 0;

  constructor(places: readonly number[], frame = '1.1', normal: Vector3 = [0, 0, 1]) {
    this.places = places;
    this.frame = frame;
    this.normal = normal;
    this.#keeper.change({ count: places.length });
  }

  get place(): number {
    return this.places[this.state().asked]!;
  }

  goTo(index: number): void {
    this.moves += 1;
    this.#keeper.change({ asked: Math.max(0, Math.min(this.places.length - 1, index)) });
  }

  shownPlane(): ShownPlane {
    const { normal } = this;
    const right: Vector3 = normal[2] === 0 ? [0, 0, 1] : [1, 0, 0];
    const down = cross(normal, right);
    const at = (x: number, y: number): Vector3 =>
      [0, 1, 2].map((axis) => normal[axis]! * this.place + right[axis]! * x + down[axis]! * y) as unknown as Vector3;
    const corners = [at(-100, -100), at(100, -100), at(100, 100), at(-100, 100)] as const;
    return { frameOfReferenceUID: this.frame, centre: at(0, 0), normal, corners };
  }

  showSliceAt(world: Vector3) {
    const found = nearestSlice(this.places, dot(world, this.normal))!;
    if (found.index !== this.state().asked) this.goTo(found.index);
    return found;
  }

  boxPointAt(world: Vector3) {
    return { x: world[0], y: world[1] };
  }
}

function deskOf(...boxes: readonly SliceBox[]) {
  const session = openReadingSession(snapshotOf([]));
  const together = new Together(session);
  for (const [index, box] of boxes.entries()) together.attach(index, box as unknown as ImageBoxView);
  return { together, session };
}

const steps = (count: number, mm: number, from = 0) => Array.from({ length: count }, (_, index) => from + index * mm);

describe('H1: boxes of one frame of reference scroll by anatomy', () => {
  test('the other shows the slice nearest in mm, whatever its spacing and its number', () => {
    const [thin, thick] = [new SliceBox(steps(100, 1)), new SliceBox(steps(20, 5, 2))];
    deskOf(thin, thick);
    thin.goTo(58);
    expect(thick.place).toBe(57);
    thin.goTo(60);
    expect(thick.place).toBe(62);
  });

  test('it is as near as any of its slices, for all spacings and gaps', () => {
    const places = fc.uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(places, places, fc.nat(), (one, other, seed) => {
        const sorted = (list: number[]) => list.sort((a, b) => a - b);
        const [a, b] = [new SliceBox(sorted(one)), new SliceBox(sorted(other).reverse())];
        deskOf(a, b);
        const start = a.state().asked;
        a.goTo(seed % one.length);
        if (a.state().asked === start) return;
        const least = Math.min(...b.places.map((place) => Math.abs(place - a.place)));
        expect(Math.abs(b.place - a.place)).toBe(least);
      }),
    );
  });

  test('planes of another orientation stay where they are', () => {
    const [axial, coronal] = [new SliceBox(steps(50, 2)), new SliceBox(steps(50, 2), '1.1', [0, 1, 0])];
    deskOf(axial, coronal);
    axial.goTo(30);
    expect(coronal.moves).toBe(0);
  });

  test('a box at its end stays there and is marked, and comes back with the other', () => {
    const [long, short] = [new SliceBox(steps(100, 1)), new SliceBox(steps(10, 1, 40))];
    const { together } = deskOf(long, short);
    long.goTo(80);
    expect([short.place, [...together.store.getState().atEnd]]).toEqual([49, [1]]);
    long.goTo(45);
    expect([short.place, [...together.store.getState().atEnd]]).toEqual([45, []]);
  });

  test('no loop: one movement moves each other box once, though spacings disagree', () => {
    const boxes = [steps(40, 1), steps(13, 3), steps(8, 5)].map((places) => new SliceBox(places));
    deskOf(...boxes);
    boxes[0]!.goTo(20);
    expect(boxes.map(({ moves }) => moves)).toEqual([1, 1, 1]);
  });

  test('only the active box drives: what moves of itself drags nobody along', () => {
    const [active, other] = [new SliceBox(steps(50, 1)), new SliceBox(steps(50, 1))];
    const { together } = deskOf(active, other);
    other.goTo(30);
    expect(active.moves).toBe(0);
    together.toggle('scroll');
    active.goTo(5);
    expect(other.place).toBe(30);
  });
});

describe('H1: boxes of two frames of reference', () => {
  const make = () => {
    const [now, prior] = [new SliceBox(steps(100, 1)), new SliceBox(steps(60, 2, -1_000), '2.2')];
    return { now, prior, ...deskOf(now, prior) };
  };

  test('do not follow each other until they are linked here, by an offset in mm that is kept', () => {
    const { now, prior, together } = make();
    now.goTo(20);
    expect(prior.moves).toBe(0);
    prior.goTo(15);
    expect(together.linkHere()).toBe(true);
    // The prior's slice at -970 is the one at 20: 990 mm below.
    expect(together.store.getState().links[0]?.offsetMm).toBe(-990);
    now.goTo(50);
    expect(prior.place).toBe(-940);
  });

  test('follow each other both ways, and no more when the same key unlinks them', () => {
    const { now, prior, together, session } = make();
    now.goTo(20);
    prior.goTo(15);
    together.linkHere();
    session.activate(1);
    prior.goTo(25);
    expect(now.place).toBe(40);
    expect(together.linkHere()).toBe(false);
    prior.goTo(5);
    expect([now.place, together.store.getState().links]).toEqual([40, []]);
  });

  test('are not linked where one lies across the other', () => {
    const [now, prior] = [new SliceBox(steps(9, 1)), new SliceBox(steps(9, 1), '2.2', [1, 0, 0])];
    expect(deskOf(now, prior).together.linkHere()).toBe(false);
  });

  test('a registration carries points as well; a link of two slices does not', () => {
    const { now, prior, together } = make();
    const plane = now.shownPlane();
    together.linkHere();
    together.markPoint([10, 20, 30], plane);
    expect(together.pointIn(prior as unknown as ImageBoxView)).toBeUndefined();
    together.setLinks([
      {
        from: '1.1',
        to: '2.2',
        kind: 'registration',
        transform: rigidAbout([0, 0, 0], [0, 0, Math.PI / 2], [0, 0, -1_000]),
        normal: [0, 0, 1],
        offsetMm: -1_000,
        degrees: 90,
      },
    ]);
    together.markPoint([10, 20, 30], plane);
    const point = together.pointIn(prior as unknown as ImageBoxView)!;
    expect(point.map((part) => Math.round(part))).toEqual([-20, 10, -970]);
    expect(prior.place).toBe(-970);
  });
});

describe('H1: what follows and what does not is said', () => {
  const sameSpace = { from: '1.1', to: '2.2', normal: [0, 0, 1], offsetMm: -1_000, degrees: 0 } as const;
  const shift = rigidAbout([0, 0, 0], [0, 0, 0], [0, 0, -1_000]);

  test('in one space it follows, or would but for the switch; across it there is nothing to say', () => {
    const [thin, thick, across] = [
      new SliceBox(steps(100, 1)),
      new SliceBox(steps(20, 5)),
      new SliceBox(steps(9, 1), '1.1', [0, 1, 0]),
    ];
    const { together } = deskOf(thin, thick, across);
    expect([0, 1, 2].map((box) => together.followingAt(box))).toEqual([undefined, 'follows', undefined]);
    expect(together.isOff).toBe(false);
    together.toggle('scroll');
    expect([together.followingAt(1), together.isOff]).toEqual(['off', true]);
    thin.goTo(50);
    expect(thick.moves).toBe(0);
    together.toggle('scroll');
    expect(thick.place).toBe(50);
  });

  test('in two spaces it does not follow until it is linked', () => {
    const { together } = deskOf(new SliceBox(steps(99, 1)), new SliceBox(steps(99, 1, -1_000), '2.2'));
    expect(together.followingAt(1)).toBe('apart');
    together.linkHere();
    expect(together.followingAt(1)).toBe('follows');
  });

  test('what may be another patient’s is said to be that', () => {
    const { together } = beside(studyOf('1.2.3', '1.1', 'P1'), studyOf('1.2.9', '2.2', 'P2'));
    expect(together.followingAt(1)).toBe('otherPatient');
  });

  test('an alignment shows the place at once, also where boxes do not scroll together, and says that they do not', () => {
    const [now, prior, third] = [
      new SliceBox(steps(100, 1)),
      new SliceBox(steps(100, 1, -1_000), '2.2'),
      new SliceBox(steps(100, 1)),
    ];
    const { together } = deskOf(now, prior, third);
    together.toggle('scroll');
    now.goTo(50);
    together.join({ ...sameSpace, kind: 'registration', transform: shift });
    expect([prior.place, together.followingAt(1), third.moves]).toEqual([-950, 'alignedOff', 0]);
    now.goTo(60);
    expect(prior.place).toBe(-950);
  });
});

test('the 3-D cursor scrolls others of its frame of reference to its point, across planes too', () => {
  const [axial, coronal] = [new SliceBox(steps(50, 2)), new SliceBox(steps(50, 2), '1.1', [0, 1, 0])];
  const { together } = deskOf(axial, coronal);
  together.markPoint([5, 31, 10], axial.shownPlane());
  expect([coronal.place, axial.moves]).toEqual([30, 0]);
  together.clearPoint();
  expect(together.store.getState().point).toBeUndefined();
});

/** A study of one patient, in a frame of reference, as the host answers it. */
const studyOf = (uid: string, frame: string, patientId: string) =>
  snapshotOf([slicesOfCt(`${uid}.1`, 20, { FrameOfReferenceUID: [frame], PatientID: [patientId] })], {
    study: { archiveId: 'pacs', studyInstanceUID: uid } as never,
    patientId,
  });

/** A stack of a real display set, at one of its images. */
function stackAt(session: ReadingSession, setId: string, index: number): ImageBoxView {
  const { set } = session.setOf(setId)!;
  const state = { ...emptyBoxState, set, asked: index, count: set.frames.length };
  return fakeView({
    state: () => state,
    shownPlane: () => planeOfFrame(set.frames[index]!, frameNameOf(set)),
    showSliceAt: () => ({ index, awayMm: 0, beyond: true }),
  });
}

/** The study that is read, and others beside it, one in each box. */
function beside(...studies: readonly ReturnType<typeof studyOf>[]) {
  const [current, ...priors] = studies;
  const session = openReadingSession(current!);
  for (const prior of priors) {
    session.priors.ask(prior.item.study, false);
    session.priors.take(prior);
  }
  const sets = session.state.studies.map(({ images }) => images.sets[0]!.set);
  session.hangArrangement(
    arrangementOf(
      1,
      3,
      sets.map(({ id }) => stackOf(id)),
    ),
  );
  const together = new Together(session);
  // Mounted in another order than they stand in.
  for (const [box, { id }] of [...sets.entries()].reverse()) together.attach(box, stackAt(session, id, 3));
  return { session, together, sets };
}

describe('T22: what may be another patient’s is joined with nothing', () => {
  test('two studies of one patient in one frame of reference share a space; those of two patients do not', () => {
    const { together, sets } = beside(
      studyOf('1.2.3', '1.1', 'P1'),
      studyOf('1.2.8', '1.1', 'P1'),
      studyOf('1.2.9', '1.1', 'P2'),
    );
    const frames = [0, 1, 2].map((box) => together.planeAt(box)?.frameOfReferenceUID);
    expect(frames.map((frame) => frame === '1.1')).toEqual([true, true, false]);
    expect(sets.map((set) => together.frameOf(set))).toEqual(frames);
    together.markPoint([1, 2, 3], together.planeAt(0)!);
    expect([1, 2].map((box) => together.pointIn(together.viewAt(box)!))).toEqual([[1, 2, 3], undefined]);
    expect(together.matchingSlice(together.viewAt(0)!, sets[1]!)?.index).toBe(3);
    expect(together.matchingSlice(together.viewAt(0)!, sets[2]!)).toBeUndefined();
  });

  test('a link here and an alignment are refused, and that is said; with the same patient beside they are not', () => {
    const alone = beside(studyOf('1.2.3', '1.1', 'P1'), studyOf('1.2.9', '2.2', 'P2')).together;
    expect([alone.linkHere(), alone.store.getState()]).toMatchObject([false, { links: [], refused: 'otherPatient' }]);
    expect(alone.alignable()?.isSamePatient).toBe(false);
    const { together, sets } = beside(
      studyOf('1.2.3', '1.1', 'P1'),
      studyOf('1.2.9', '2.2', 'P2'),
      studyOf('1.2.8', '3.3', 'P1'),
    );
    expect(together.linkHere()).toBe(true);
    expect(together.store.getState().links.map(({ to }) => to)).toEqual(['3.3']);
    expect(together.alignable()).toEqual({ first: sets[0], second: sets[2], isSamePatient: true });
  });

  test('of several earlier studies the one that stands first is aligned, whichever was drawn first', () => {
    const { together, sets } = beside(
      studyOf('1.2.3', '1.1', 'P1'),
      studyOf('1.2.8', '2.2', 'P1'),
      studyOf('1.2.9', '3.3', 'P1'),
    );
    expect(together.alignable()?.second).toBe(sets[1]);
    expect(together.setIn('3.3')).toBe(sets[2]);
  });
});
