import { describe, expect, test } from 'vitest';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { emptyBoxState } from '../imaging/boxStateKeeper.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import { frameNameOf, planeOfFrame } from '../imaging/plane/shownPlane.ts';
import { rigidAbout, shiftBy } from '../imaging/registration/rigidTransform.ts';
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
  return {
    state: () => state,
    subscribe: () => () => undefined,
    shownPlane: () => planeOfFrame(set.frames[index]!, frameNameOf(set)),
  } as unknown as ImageBoxView;
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
