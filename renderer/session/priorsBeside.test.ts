import { describe, expect, test } from 'vitest';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import { fakeView } from '#tests/fixtures/fakeView.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { emptyBoxState } from '../imaging/boxStateKeeper.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import type { ImageBoxView } from '../imaging/imageBoxView.ts';
import { layoutName } from './arrangement.ts';
import { openReadingSession, type ReadingSession } from './readingSession.ts';
import { countUnviewed } from './viewedImages.ts';

const patient = { patientId: 'P1', patientName: { alphabetic: 'Noor^Amina', ideographic: '', phonetic: '' } };
const studyOf = (studyInstanceUID: string) => ({ archiveId: 'pacs', studyInstanceUID });
const soft = (uid: string, count = 6) =>
  slicesOfCt(uid, count, { SeriesDescription: ['Chest soft 2.0'], SeriesNumber: [2] });
const lung = (uid: string) => slicesOfCt(uid, 6, { SeriesDescription: ['Chest lung 1.0'], SeriesNumber: [3] });

const study = (uid: string, series: Parameters<typeof snapshotOf>[0], item: object = {}) =>
  snapshotOf(series, { study: studyOf(uid), studyDate: '20260514', ...patient, ...item } as never);
const current = (): StudySnapshot => study('1.2.3', [soft('1.2.3.1'), lung('1.2.3.2')]);
const prior = (item: object = {}): StudySnapshot => study('1.2.9', [lung('1.2.9.1'), soft('1.2.9.2', 11)], item);

const hung = (session: ReadingSession) =>
  session.state.arrangement.boxes.map((content) => {
    const uid = session.studyOf(content?.setId)?.snapshot.item.study.studyInstanceUID;
    return content && `${uid} ${session.setOf(content.setId)?.description}`;
  });

describe('an earlier study beside the one that is read', () => {
  test('hangs its matching series at the right, and goes with one step back', () => {
    const session = openReadingSession(current());
    session.addPrior(prior());
    expect([layoutName(session.state.arrangement), ...hung(session)]).toEqual([
      '1x2',
      '1.2.3 Chest soft 2.0',
      '1.2.9 Chest soft 2.0',
    ]);
    expect(session.state.active).toBe(0);
    session.history.undo();
    expect(hung(session)).toEqual(['1.2.3 Chest soft 2.0']);
    session.history.redo();
    session.priors.leave(prior().item.study);
    expect([hung(session), session.state.studies.length]).toEqual([['1.2.3 Chest soft 2.0'], 1]);
  });

  test('of several boxes in a row each has its match below', () => {
    const session = openReadingSession(current());
    session.arrange(1, 2);
    session.addPrior(prior());
    expect([layoutName(session.state.arrangement), ...hung(session)]).toEqual([
      '2x2',
      '1.2.3 Chest soft 2.0',
      '1.2.3 Chest lung 1.0',
      '1.2.9 Chest soft 2.0',
      '1.2.9 Chest lung 1.0',
    ]);
  });

  test('T22: one of another patient comes onto the desk and is hung by nobody but the reader', () => {
    for (const other of [
      { patientId: 'P2' },
      { patientName: { alphabetic: 'Khan^Bilal', ideographic: '', phonetic: '' } },
    ]) {
      const session = openReadingSession(current());
      session.addPrior(prior(other));
      expect([hung(session), session.state.studies.length]).toEqual([['1.2.3 Chest soft 2.0'], 2]);
      const soft = session.state.studies[1]!.images.sets[0]!.set.id;
      expect(session.priors.counterpartOf(session.activeSet!.set.id)).toBeUndefined();
      session.hang(soft);
      expect(hung(session)).toEqual(['1.2.9 Chest soft 2.0']);
    }
  });

  test('series that are numbered alike in both stay apart, and what was not looked at is counted of the one that is read', () => {
    const session = openReadingSession(current());
    session.addPrior(study('1.2.9', [soft('1.2.3.1', 30)]));
    const ids = session.state.studies.flatMap(({ images }) => images.sets.map(({ set }) => set.id));
    expect(new Set(ids).size).toBe(3);
    const nothing = { wasSeen: () => false };
    expect(countUnviewed(session.state.images.sets, nothing).of).toBe(12);
    session.stepSet(1);
    session.arrange(2, 2);
    expect(hung(session).filter((words) => words?.startsWith('1.2.9'))).toHaveLength(1);
  });

  test('a newer answer for either leaves both where they hang', () => {
    const session = openReadingSession(current());
    session.addPrior(prior());
    const before = hung(session);
    session.refresh(study('1.2.3', [soft('1.2.3.1', 9), lung('1.2.3.2')]));
    session.priors.take(study('1.2.9', [lung('1.2.9.1'), soft('1.2.9.2', 14)]));
    expect(hung(session)).toEqual(before);
    const frames = session.state.arrangement.boxes.map((content) => session.setOf(content?.setId)?.set.frames.length);
    expect(frames).toEqual([9, 14]);
  });
});

describe('the other study while a key is held', () => {
  function shownAt(session: ReadingSession, index: number): ImageBoxView {
    const { set } = session.activeSet!;
    const state = {
      ...emptyBoxState,
      set,
      imageIds: set.frames.map(imageIdOf),
      asked: index,
      count: set.frames.length,
    };
    return fakeView({ state: () => state });
  }

  test('shows its match as far through the stack, and all is back when the key is let go', () => {
    const session = openReadingSession(current());
    session.priors.ask(prior().item.study, false);
    session.priors.take(prior());
    session.attachView(0, shownAt(session, 2));
    const before = session.state.arrangement;
    session.swap.begin();
    session.swap.begin();
    const { set } = session.activeSet!;
    // The third of six is two fifths of the way: the fifth of eleven.
    expect([hung(session), session.rememberedView(set)?.index]).toEqual([['1.2.9 Chest soft 2.0'], 4]);
    expect(session.swap.atRest(session.state.arrangement.boxes)).toEqual(before.boxes);
    session.swap.end();
    session.swap.end();
    expect([session.state.arrangement, session.history.state().undo]).toEqual([before, undefined]);
  });

  test('does nothing where no other study is here', () => {
    const session = openReadingSession(current());
    session.attachView(0, shownAt(session, 2));
    expect(session.swap.canBegin()).toBe(false);
    session.swap.begin();
    expect(session.swap.isHeld).toBe(false);
  });
});

test('the newest of the same part and kind is compared first, else the newest', () => {
  const item = (uid: string, modality: string, words: string) => ({
    study: studyOf(uid),
    modalities: [modality],
    studyDescription: words,
  });
  const withPriors = (...priors: object[]) =>
    openReadingSession({ ...study('1.2.3', [soft('1.2.3.1')], { studyDescription: 'CT chest' }), priors } as never);
  const knee = item('1.2.7', 'MR', 'MR knee');
  const chest = item('1.2.8', 'CT', 'CT chest');
  expect(withPriors(knee, chest).priors.newest()?.study.studyInstanceUID).toBe('1.2.8');
  expect(withPriors(knee).priors.newest()?.study.studyInstanceUID).toBe('1.2.7');
  expect(withPriors().priors.newest()).toBeUndefined();
});
