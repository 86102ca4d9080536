import { describe, expect, test } from 'vitest';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import { fakeView } from '#tests/fixtures/fakeView.ts';
import { meansOf, protocolOf, rowOf, seriesNamed, stageOf } from '#tests/fixtures/hangingMeans.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { emptyBoxState } from '../imaging/boxStateKeeper.ts';
import { imageIdOf } from '../imaging/frames/frameCatalogue.ts';
import { layoutName } from './arrangement.ts';
import { awaitedIn } from './awaited.ts';
import { openReadingSession, type ReadingSession } from './readingSession.ts';

const patient = { patientId: 'P1', patientName: { alphabetic: 'Noor^Amina', ideographic: '', phonetic: '' } };
const series = (uid: string, words: string, count = 6) => slicesOfCt(uid, count, { SeriesDescription: [words] });
const soft = (uid = '1.2.3.1', count = 6) => series(uid, 'Soft', count);
const lung = (uid = '1.2.3.2') => series(uid, 'Lung');
const bone = (uid = '1.2.3.3') => series(uid, 'Bone');
const older = (item: object = {}): StudySnapshot =>
  snapshotOf([soft('1.2.9.1')], {
    study: { archiveId: 'pacs', studyInstanceUID: '1.2.9' },
    studyDate: '20250301',
    ...patient,
    ...item,
  } as never);
const study = (all: Parameters<typeof snapshotOf>[0], priors: readonly StudySnapshot[] = []): StudySnapshot => ({
  ...snapshotOf(all, { studyDate: '20260514', ...patient } as never),
  priors: priors.map(({ item }) => item),
});

const selectors = {
  lung: seriesNamed('Lung', { fallback: ['soft'] }),
  soft: seriesNamed('Soft'),
  bone: seriesNamed('Bone'),
  softPrior: seriesNamed('Soft', { from: 'p1', mirrorOf: 'soft', label: 'Soft before' }),
};
const priors = [{ id: 'p1', relation: 'mostRecent' as const, bodyPart: 'any' as const, optional: true }];
const chest = protocolOf(
  selectors,
  [
    stageOf('Two', ['soft', 'softPrior']),
    stageOf('Lung', ['lung', 'bone'], {
      screens: [
        {
          role: 'primary',
          grid: { rows: 2, cols: 2 },
          viewports: [
            { id: 'a', at: [0, 0, 2, 1], layers: [{ selector: 'lung' }], primary: true, initial: { voi: 'lung' } },
            { id: 'b', at: [0, 1], layers: [{ selector: 'lung' }], type: 'mpr', plane: 'COR' },
            { id: 'c', at: [1, 1], layers: [{ selector: 'bone' }], initial: { voi: 'bone' } },
          ],
        },
      ],
    }),
    stageOf('Two screens', [], { screens: [rowOf(['soft']), rowOf(['lung', 'bone'], 'secondary')] }),
  ],
  { priors },
);
const means = meansOf([chest]);

const hung = (session: ReadingSession) =>
  session.state.arrangement.boxes.map((content, box) => {
    if (session.state.arrangement.cells?.[box]?.covered) return 'covered';
    const uid = session.studyOf(content?.setId)?.snapshot.item.study.studyInstanceUID;
    return content && `${uid} ${session.setOf(content.setId)?.description} ${content.kind}`;
  });
const stageName = (session: ReadingSession) => {
  const { byProtocol } = session.state;
  return byProtocol?.hanging.stages[byProtocol.stage]?.name;
};
const asked = (session: ReadingSession) => session.state.priorsAsked.map((each) => each.study.studyInstanceUID);

describe('a study opens by its protocol', () => {
  test('at the first stage that has something to show, with the prior asked for and its box waiting', () => {
    const session = openReadingSession(study([soft(), lung()], [older()]), { means });
    expect([stageName(session), hung(session), asked(session)]).toEqual([
      'Two',
      ['1.2.3 Soft stack', undefined],
      ['1.2.9'],
    ]);
    expect(awaitedIn(session.state, 'softPrior')).toEqual({
      kind: 'priorComing',
      label: 'Soft before',
      prior: { date: '20250301', modalities: ['CT'] },
    });
    session.priors.noteAnswer(older().item.study, { code: 'ArchiveUnreachable' } as never);
    expect(awaitedIn(session.state, 'softPrior')?.kind).toBe('priorFailed');
  });

  test('the prior hangs in its box when it is here, and nothing else moves; taken away it is not asked for again', () => {
    const session = openReadingSession(study([soft(), lung()], [older()]), { means });
    const before = session.state.arrangement;
    session.priors.take(older());
    expect(hung(session)).toEqual(['1.2.3 Soft stack', '1.2.9 Soft stack']);
    expect([session.state.arrangement.boxes[0] === before.boxes[0], session.state.byProtocol?.offer]).toEqual([
      true,
      undefined,
    ]);
    expect([session.history.state().undo, session.state.active]).toEqual([undefined, 0]);
    session.priors.leave(older().item.study);
    session.protocol?.step(1);
    session.protocol?.step(1);
    expect([hung(session), asked(session), awaitedIn(session.state, 'softPrior')?.kind]).toEqual([
      ['1.2.3 Soft stack', undefined],
      [],
      'priorAway',
    ]);
  });

  test('T22: a prior that may be another patient’s is neither chosen nor hung, by the list or by its images', () => {
    const other = openReadingSession(study([soft()], [older({ patientId: 'P2' })]), { means });
    expect([asked(other), awaitedIn(other.state, 'softPrior')?.kind]).toEqual([[], 'noPrior']);
    const mislabelled = openReadingSession(study([soft()], [older()]), { means });
    mislabelled.priors.take(
      snapshotOf([slicesOfCt('1.2.9.1', 4, { SeriesDescription: ['Soft'], PatientID: ['P2'] } as never)], {
        ...older().item,
      }),
    );
    expect([hung(mislabelled), mislabelled.state.studies.length]).toEqual([['1.2.3 Soft stack', undefined], 2]);
  });

  test('what stands in the place of another says so, and boxes reach over several places', () => {
    const session = openReadingSession(study([soft(), bone()]), { means });
    session.protocol?.step(1);
    expect([stageName(session), layoutName(session.state.arrangement), hung(session)]).toEqual([
      'Lung',
      '2x2',
      ['1.2.3 Soft stack', '1.2.3 Soft plane', 'covered', '1.2.3 Bone stack'],
    ]);
    const [wide] = session.state.arrangement.cells ?? [];
    expect(wide).toEqual({ viewport: 'a', selector: 'lung', span: { rows: 2, columns: 1 } });
    expect(session.state.arrangement.boxes[0]?.hung).toEqual({ look: { voi: 'lung' }, insteadOf: 'Lung' });
  });
});

test('a plane cut from a series that is in all else what was wanted stands in for nothing; of another kernel it does', () => {
  const coronal = (kernel: 'soft' | 'sharp') =>
    protocolOf(
      {
        soft: seriesNamed('Soft'),
        cor: {
          label: 'Coronal',
          rules: [
            { facet: 'plane', op: 'eq', value: 'COR', required: true },
            { facet: 'kernel', op: 'eq', value: kernel },
          ],
          fallback: ['soft'],
        },
      },
      [
        stageOf('Coronal', [], {
          screens: [
            {
              role: 'primary',
              grid: { rows: 1, cols: 1 },
              viewports: [{ id: 'a', layers: [{ selector: 'cor' }], type: 'mpr', plane: 'COR' }],
            },
          ],
        }),
      ],
    );
  const said = (kernel: 'soft' | 'sharp') => {
    const axial = slicesOfCt('1.2.3.1', 6, { SeriesDescription: ['Soft'], ConvolutionKernel: ['B31f'] });
    return openReadingSession(study([axial]), { means: meansOf([coronal(kernel)]) }).state.arrangement.boxes[0]?.hung
      ?.insteadOf;
  };
  expect([said('soft'), said('sharp')]).toEqual([undefined, 'Coronal']);
});

describe('stages', () => {
  test('are walked round and round, each as it was left, and the walk is taken back', () => {
    const session = openReadingSession(study([soft(), lung(), bone()]), { means });
    expect(session.protocol?.stages.map(({ name }) => name)).toEqual(['Two', 'Lung']);
    session.protocol?.step(1);
    session.hang(session.state.images.sets[0]!.set.id, 3);
    const changed = hung(session);
    session.protocol?.step(1);
    expect(stageName(session)).toBe('Two');
    session.protocol?.step(-1);
    expect([stageName(session), hung(session), session.state.byProtocol?.isPinned]).toEqual(['Lung', changed, true]);
    session.history.undo();
    expect(stageName(session)).toBe('Two');
    session.history.undo();
    session.history.undo();
    expect([stageName(session), session.state.byProtocol?.isPinned]).toEqual(['Lung', false]);
  });

  test('one series in two windows is remembered in each by itself', () => {
    const session = openReadingSession(study([soft(), bone()]), { means });
    session.protocol?.step(1);
    const [content] = session.state.arrangement.boxes;
    const { set } = session.setOf(content!.setId)!;
    const grey = {
      window: { center: -500, width: 1200 },
      voiFunction: 'LINEAR' as const,
      inverted: false,
      table: undefined,
    };
    const state = { ...emptyBoxState, set, imageIds: set.frames.map(imageIdOf), asked: 2, grey };
    session.remember(state, undefined, content);
    expect(session.rememberedView(set, content)?.grey).toEqual(grey);
    const inBone = { ...content!, hung: { look: { voi: 'bone' } } };
    expect(session.rememberedView(set, inBone)).toBeUndefined();
    // Whoever hangs it by hand finds it as it was left last.
    expect(session.rememberedView(set)).toEqual({ index: 2, grey });
  });
});

describe('what comes late', () => {
  test('fills the box that waits for it; nothing is offered', () => {
    const session = openReadingSession(study([soft(), lung()]), { means });
    session.protocol?.step(1);
    expect(hung(session)[3]).toBeUndefined();
    expect(awaitedIn(session.state, 'bone')?.kind).toBe('series');
    const listed = study([soft(), lung()]);
    const more = { ...listed, item: { ...listed.item, numberOfSeries: 3 } };
    expect(awaitedIn({ ...session.state, snapshot: more }, 'bone')).toMatchObject({
      kind: 'seriesComing',
      series: { here: 2, count: 3 },
    });
    session.refresh(study([soft(), lung(), bone()]));
    expect([hung(session)[3], session.state.byProtocol?.offer]).toEqual(['1.2.3 Bone stack', undefined]);
  });

  test('and would hang otherwise moves nothing until the reader asks, and is taken back', () => {
    const session = openReadingSession(study([soft(), bone()]), { means });
    session.protocol?.step(1);
    const before = hung(session);
    session.refresh(study([soft(), bone(), series('1.2.3.4', 'Lung')]));
    expect([hung(session), session.state.byProtocol?.offer]).toEqual([before, 'series']);
    session.protocol?.rehang();
    expect([hung(session)[0], stageName(session), session.state.byProtocol?.offer]).toEqual([
      '1.2.3 Lung stack',
      'Lung',
      undefined,
    ]);
    session.history.undo();
    expect(hung(session)).toEqual(before);
  });

  test('of what is put right or of protocols is offered with its reason', () => {
    const session = openReadingSession(study([soft(), bone(), series('1.2.3.4', 'Lung')]), { means });
    session.protocol?.step(1);
    const isNone = {
      ofScanners: [],
      ofSeries: [{ seriesInstanceUID: '1.2.3.4', values: { kind: 'localizer' as const } }],
    };
    const readAnew = JSON.parse(JSON.stringify(chest)) as typeof chest;
    session.protocol?.takeMeans(meansOf([readAnew], { correctionsOf: () => isNone }));
    expect(session.state.byProtocol?.offer).toBe('putRight');
    session.protocol?.rehang();
    const own = { ...chest, id: 'own.chest', level: 'user' as const };
    session.protocol?.takeMeans(meansOf([readAnew, own], { correctionsOf: () => isNone }));
    expect([session.state.byProtocol?.offer, session.state.byProtocol?.hanging.protocol.id]).toEqual([
      'protocols',
      chest.id,
    ]);
  });

  test('is not offered again once it was put away', () => {
    const session = openReadingSession(study([soft(), bone()]), { means });
    session.protocol?.step(1);
    session.refresh(study([soft(), bone(), series('1.2.3.4', 'Lung')]));
    session.protocol?.dismiss();
    session.refresh(study([soft('1.2.3.1', 7), bone(), series('1.2.3.4', 'Lung')]));
    expect(session.state.byProtocol?.offer).toBeUndefined();
  });
});

describe('windows', () => {
  test('a second one brings a stage of two screens, and without it the study falls to one, where the hands were', () => {
    const session = openReadingSession(study([soft(), lung(), bone()]), { means });
    session.windows.open('durbeen-reading-1');
    expect([stageName(session), hung(session)]).toEqual([
      'Two screens',
      ['1.2.3 Soft stack', '1.2.3 Lung stack', '1.2.3 Bone stack'],
    ]);
    session.activate(1);
    session.windows.close('durbeen-reading-1');
    expect([stageName(session), hung(session)[0], session.state.arrangement.windows]).toEqual([
      'Two',
      '1.2.3 Soft stack',
      undefined,
    ]);
  });

  test('what the reader has hung stays when a window comes', () => {
    const session = openReadingSession(study([soft(), lung(), bone()]), { means });
    session.arrange(1, 1);
    session.windows.open('durbeen-reading-1');
    expect([session.state.byProtocol?.isPinned, hung(session)[0]]).toEqual([true, '1.2.3 Soft stack']);
  });

  test('one that was open before the study hangs at once', () => {
    const session = openReadingSession(study([soft(), lung(), bone()]), { means, windows: ['durbeen-reading-1'] });
    const before = session.state.arrangement;
    session.windows.open('durbeen-reading-1');
    expect([before.windows?.length, session.state.arrangement === before]).toEqual([1, true]);
  });
});

test('a protocol is chosen by the reader, whatever the ranking says, and each change by hand is counted', () => {
  const other = protocolOf(selectors, [stageOf('Bone alone', ['bone'])], {
    ...{ id: 'builtin.zbone', name: 'Bone', tags: ['fallback'] },
  });
  const session = openReadingSession(study([soft(), lung(), bone()]), { means: meansOf([chest, other]) });
  expect(session.protocol?.eligible.map(({ id }) => id)).toEqual(['builtin.test', 'builtin.zbone']);
  session.protocol?.hangBy(other);
  session.arrange(1, 2);
  expect([session.state.byProtocol?.hanging.protocol.id, hung(session)[0]]).toEqual([
    'builtin.zbone',
    '1.2.3 Bone stack',
  ]);
  const event = session.protocol?.note.event;
  expect([event?.protocolId, event?.changes, event?.bound, event?.modality]).toEqual([
    'builtin.test',
    { protocol: 1, boxes: 1 },
    1,
    'CT',
  ]);
});

test('after a crash the same stage hangs with what it showed, and waits for what it waited for', () => {
  const session = openReadingSession(study([soft(), bone()], [older()]), { means });
  session.protocol?.step(1);
  const kept = session.keep({ report: true, line: false });
  const back = openReadingSession(study([soft(), bone()], [older()]), { kept, means });
  expect([stageName(back), hung(back), back.state.arrangement.cells]).toEqual([
    'Lung',
    hung(session),
    session.state.arrangement.cells,
  ]);
  // It comes back as it lay, and is no second hang; what came while the page was away fills the box that waits for it.
  expect([back.state.byProtocol?.isPinned, back.protocol?.note.event]).toEqual([false, undefined]);
  const later = openReadingSession(study([soft(), lung(), bone()], [older()]), {
    kept: { ...kept, boxes: kept.boxes.map((box, place) => (place === 3 ? null : box)) },
    means,
  });
  expect(hung(later)[3]).toBe('1.2.3 Bone stack');
});

test('a study without a series hangs what there is when it comes', () => {
  const session = openReadingSession(study([]), { means });
  expect(hung(session)).toEqual([undefined]);
  session.refresh(study([soft()]));
  expect(hung(session)[0]).toBe('1.2.3 Soft stack');
  expect(() => session.attachView(0, fakeView({}))).not.toThrow();
});
