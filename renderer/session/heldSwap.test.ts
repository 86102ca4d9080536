import { describe, expect, test } from 'vitest';
import { fakeView } from '#tests/fixtures/fakeView.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { emptyBoxState } from '../imaging/boxStateKeeper.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import { frameNameOf, planeOfFrame } from '../imaging/plane/shownPlane.ts';
import { rigidAbout, shiftBy } from '../imaging/registration/rigidTransform.ts';
import { contentKey } from './arrangement.ts';
import type { FrameLink } from './frameLinks.ts';
import { openReadingSession, type ReadingSession } from './readingSession.ts';
import { togetherOf } from './together.ts';

/** One CT of so many slices, 2 mm apart from 0, in a frame of reference; the first image is the uppermost. */
const study = (uid: string, count: number, frameOfReferenceUID: string) =>
  snapshotOf([slicesOfCt(`${uid}.1`, count, { FrameOfReferenceUID: [frameOfReferenceUID] })], {
    study: { archiveId: 'pacs', studyInstanceUID: uid } as never,
    patientId: 'P1',
  });

/** A stack at one of its images, as a desk knows it. */
function shownAt(session: ReadingSession, setId: string, index: number): ImageBoxView {
  const { set } = session.setOf(setId)!;
  const state = { ...emptyBoxState, set, imageIds: set.frames.map(imageIdOf), asked: index, count: set.frames.length };
  return fakeView({
    state: () => state,
    shownPlane: () => planeOfFrame(set.frames[index]!, frameNameOf(set)),
  });
}

/** Which image of the earlier study the key brings, with 21 slices now and `count` then. */
function swapped(frames: readonly [string, string], count: number, index: number, links: readonly FrameLink[] = []) {
  const session = openReadingSession(study('1.2.3', 21, frames[0]));
  const prior = study('1.2.9', count, frames[1]);
  session.priors.ask(prior.item.study, false);
  session.priors.take(prior);
  togetherOf(session).setLinks(links);
  session.attachView(0, shownAt(session, session.activeSet!.set.id, index));
  session.swap.begin();
  return session.rememberedView(session.activeSet!.set)?.index;
}

const link = (part: Partial<FrameLink>): FrameLink => ({
  ...{ from: '1.1', to: '1.2', kind: 'here', normal: [0, 0, 1], offsetMm: 10, degrees: 0 },
  transform: shiftBy([0, 0, 10]),
  ...part,
});

describe('H1: the other study while a key is held lies at the matching place', () => {
  test('in one frame of reference by mm, not by how far through the stack', () => {
    // 30 mm is the sixth of 21 from above, and the 26th of 41.
    expect(swapped(['1.1', '1.1'], 41, 5)).toBe(25);
  });

  test('by the slices that the reader linked, whichever of the two was linked first', () => {
    expect(swapped(['1.1', '1.2'], 41, 5, [link({})])).toBe(20);
    const back = link({ from: '1.2', to: '1.1', transform: shiftBy([0, 0, -10]), offsetMm: -10 });
    expect(swapped(['1.1', '1.2'], 41, 5, [back])).toBe(20);
  });

  test('by an alignment of the images', () => {
    const transform = rigidAbout([0, 0, 0], [0, 0, 0.1], [3, 4, 20]);
    expect(swapped(['1.1', '1.2'], 41, 5, [link({ kind: 'registration', transform })])).toBe(15);
  });

  test('where nothing joins them, or the link is of other planes, as far through the stack', () => {
    expect(swapped(['1.1', '1.2'], 41, 5)).toBe(10);
    expect(swapped(['1.1', '1.2'], 61, 5, [link({ normal: [0, 1, 0] })])).toBe(15);
  });

  test('though another box shows it at another place: the eye stays where it is', () => {
    const session = openReadingSession(study('1.2.3', 21, '1.1'));
    session.addPrior(study('1.2.9', 41, '1.2'));
    const [own, other] = session.state.arrangement.boxes.map((content) => content!.setId);
    togetherOf(session).setLinks([link({})]);
    session.attachView(0, shownAt(session, own!, 5));
    session.attachView(1, shownAt(session, other!, 30));
    session.swap.begin();
    expect(session.rememberedView(session.activeSet!.set)?.index).toBe(20);
    session.swap.end();
    togetherOf(session).setLinks([]);
    session.swap.begin();
    expect(session.rememberedView(session.activeSet!.set)?.index).toBe(30);
  });
});

/** A desk with its earlier study on it, and the key of the swap held. */
function held() {
  const session = openReadingSession(study('1.2.3', 21, '1.1'));
  const prior = study('1.2.9', 21, '1.2');
  session.priors.ask(prior.item.study, false);
  session.priors.take(prior);
  session.attachView(0, shownAt(session, session.activeSet!.set.id, 5));
  const own = session.activeSet!.set.id;
  session.swap.begin();
  const other = session.activeSet!.set.id;
  return { session, prior, own, other };
}
const hungIn = ({ state }: ReadingSession) => state.arrangement.boxes.map((content) => content && contentKey(content));

describe('an earlier study never comes to rest in the place of the one that is read', () => {
  test.each([
    ['another number of boxes', (session: ReadingSession) => session.arrange(1, 2)],
    ['three planes', (session: ReadingSession) => session.toggleThreePlanes()],
    ['the earlier study beside', (session: ReadingSession) => session.priors.toggleNewest()],
    ['the earlier study put away', (session: ReadingSession, { item }) => session.priors.leave(item.study)],
    ['a window more', (session: ReadingSession) => session.windows.open('w')],
    ['a window less', (session: ReadingSession) => session.windows.close('w')],
  ] satisfies [string, (session: ReadingSession, prior: ReturnType<typeof study>) => void][])(
    'whatever is hung while the key is held: %s',
    (_, act) => {
      const { session, prior, own, other } = held();
      expect(hungIn(session)).toEqual([`stack  ${other}`]);
      act(session, prior);
      const hung = hungIn(session);
      expect(session.swap.isHeld).toBe(false);
      expect([own, contentKey({ kind: 'plane', setId: own, plane: 'axial' })]).toContain(
        hung[0]?.replace('stack  ', ''),
      );
      session.swap.end();
      expect(hungIn(session)).toEqual(hung);
      session.history.undo();
      expect(hungIn(session)[0]).toBe(`stack  ${own}`);
    },
  );

  test('nor by what is taken back while the key is held', () => {
    const session = openReadingSession(study('1.2.3', 21, '1.1'));
    const own = session.activeSet!.set.id;
    session.addPrior(study('1.2.9', 21, '1.2'));
    const beside = hungIn(session);
    session.attachView(0, shownAt(session, own, 5));
    session.swap.begin();
    session.history.undo();
    session.swap.end();
    expect(hungIn(session)).toEqual([`stack  ${own}`]);
    session.swap.begin();
    session.history.redo();
    session.swap.end();
    expect(hungIn(session)).toEqual(beside);
  });

  test('a newer answer that renames what hung before does not leave the box empty', () => {
    const { session, own } = held();
    const split = (phase: number) =>
      slicesOfCt('1.2.3.1', 21, { FrameOfReferenceUID: ['1.1'], TemporalPositionIdentifier: [phase] }).map(
        (dataset) => ({
          ...dataset,
          '00080018': {
            vr: 'UI',
            Value: [phase === 1 ? dataset['00080018']!.Value![0] : `${dataset['00080018']!.Value![0]}.2`],
          },
        }),
      );
    const { item } = session.state.snapshot;
    session.refresh(snapshotOf([[...split(1), ...split(2)]] as never, item));
    const names = session.state.images.sets.map(({ set }) => set.id);
    expect(names).not.toContain(own);
    session.swap.end();
    expect(names).toContain(session.activeSet?.set.id);
  });
});

describe('the key is held before the earlier study is on the desk', () => {
  const listed = (uid: string) => {
    const { item } = study(uid, 21, '1.2');
    return { study: item.study, modalities: ['CT'], studyDescription: '', bodyPart: '' } as never;
  };
  const opened = () => {
    const now = study('1.2.3', 21, '1.1');
    const session = openReadingSession({ ...now, priors: [listed('1.2.9')] });
    const own = session.activeSet!.set.id;
    session.attachView(0, shownAt(session, own, 5));
    return { session, own, prior: study('1.2.9', 21, '1.2') };
  };

  test('it is brought, stands in place as soon as it is here, and hangs nowhere when the key is let go', () => {
    const { session, own, prior } = opened();
    session.swap.begin();
    expect(session.state.priorsAsked).toEqual([{ study: prior.item.study, hang: false }]);
    expect(hungIn(session)).toEqual([`stack  ${own}`]);
    session.priors.take(prior);
    const other = session.state.studies[1]!.images.sets[0]!.set.id;
    expect(hungIn(session)).toEqual([`stack  ${other}`]);
    session.swap.end();
    expect(hungIn(session)).toEqual([`stack  ${own}`]);
  });

  test('let go before it is here, nothing moves when it comes; beside it still hangs when that is asked', () => {
    const { session, own, prior } = opened();
    session.swap.begin();
    session.swap.end();
    session.priors.take(prior);
    expect(hungIn(session)).toEqual([`stack  ${own}`]);
    session.priors.toggleNewest();
    expect(hungIn(session)).toHaveLength(2);
    session.priors.toggleNewest();
    expect([hungIn(session), session.state.priorsAsked]).toEqual([[`stack  ${own}`], []]);
  });

  test('asked beside while it is on its way, it hangs when it comes', () => {
    const { session, prior } = opened();
    session.swap.begin();
    session.swap.end();
    session.priors.toggleNewest();
    session.priors.take(prior);
    expect(hungIn(session)).toHaveLength(2);
  });
});
