import { describe, expect, test } from 'vitest';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { meansOf, protocolOf, stageOf } from '#tests/fixtures/hangingMeans.ts';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import { awaitedIn } from './awaited.ts';
import { openReadingSession, type ReadingSession } from './readingSession.ts';
import { sideInDoubt } from './standBeside.ts';

type All = readonly (readonly DicomDataset[])[];

const patient = { patientId: 'P1', patientName: { alphabetic: 'Noor^Amina', ideographic: '', phonetic: '' } };
const study = (all: All, priors: readonly StudySnapshot[] = []): StudySnapshot => ({
  ...snapshotOf(all, { studyDate: '20260514', ...patient } as never),
  priors: priors.map(({ item }) => item),
});
const earlier = (all: All): StudySnapshot =>
  snapshotOf(all, {
    ...{ study: { archiveId: 'pacs', studyInstanceUID: '1.2.9' }, studyDate: '20250301' },
    ...patient,
  } as never);
const knee = (uid: string, words: string, side: string | undefined, count = 6) =>
  slicesOfCt(uid, count, {
    ...{ SeriesDescription: [words], BodyPartExamined: ['KNEE'] },
    ...(side !== undefined && { Laterality: [side] }),
  } as never);
const abdomen = (uid: string, words: string, count = 6) =>
  slicesOfCt(uid, count, { SeriesDescription: [words], BodyPartExamined: ['ABDOMEN'] } as never);

/** The largest series beside the one of before that is like it. */
const pair = protocolOf(
  {
    now: { label: 'Now', rules: [{ facet: 'count', op: 'max', weight: 5 }] },
    before: { label: 'Before', from: 'p1', mirrorOf: 'now', rules: [] },
  },
  [stageOf('Two', ['now', 'before'])],
  { priors: [{ id: 'p1', relation: 'mostRecent', bodyPart: 'any', optional: true }] },
);
const means = meansOf([pair]);
const bothKnees = earlier([knee('1.2.9.1', 'Prior R', 'R'), knee('1.2.9.2', 'Prior L', 'L')]);

const hung = (session: ReadingSession) =>
  session.state.arrangement.boxes.map((content) => session.setOf(content?.setId)?.description);
const told = (session: ReadingSession, box: number) =>
  session.protocol?.toldBeside(box)?.map(({ facet, value, unwritten }) => [facet, unwritten ?? value]);
const setNamed = (session: ReadingSession, words: string) =>
  session.state.studies.flatMap(({ images }) => images.sets).find((each) => each.description === words)!.set.id;

describe('a prior that comes late', () => {
  test('stands beside no other side than is shown: a larger series of the other side came between', () => {
    const session = openReadingSession(study([knee('1.2.3.1', 'Now R', 'R')], [bothKnees]), { means });
    session.refresh(study([knee('1.2.3.1', 'Now R', 'R'), knee('1.2.3.2', 'Now L', 'L', 12)], [bothKnees]));
    session.priors.take(bothKnees);
    expect([hung(session), session.state.byProtocol?.offer]).toEqual([['Now R', undefined], 'series']);
    expect(awaitedIn(session.state, 'before')?.kind).toBe('priorUnlike');
    session.protocol?.rehang();
    expect([hung(session), told(session, 1), session.state.byProtocol?.offer]).toEqual([
      ['Now L', 'Prior L'],
      [],
      undefined,
    ]);
  });

  test('waits, and is offered, where the reader has put the other side into the box beside', () => {
    const session = openReadingSession(
      study([knee('1.2.3.1', 'Now R', 'R', 12), knee('1.2.3.2', 'Now L', 'L')], [bothKnees]),
      { means },
    );
    session.hang(setNamed(session, 'Now L'), 0);
    session.priors.take(bothKnees);
    expect([hung(session), session.state.byProtocol?.offer]).toEqual([['Now L', undefined], 'beside']);
    session.protocol?.rehang();
    expect(hung(session)).toEqual(['Now R', 'Prior R']);
    session.history.undo();
    expect(hung(session)).toEqual(['Now L', undefined]);
  });

  test('as a shipped protocol hangs radiographs: never the right of before beside the left that was put there', () => {
    const film = (uid: string, words: string, side: string) =>
      slicesOfCt(uid, 1, {
        ...{ SeriesDescription: [words], BodyPartExamined: ['KNEE'], Modality: ['DX'] },
        ...{ ImageLaterality: [side], ViewPosition: ['AP'] },
      } as never);
    const films = { modalities: ['DX'], studyDescription: 'XR KNEES', ...patient };
    const older = snapshotOf([film('1.2.9.1', 'KNEE AP R', 'R'), film('1.2.9.2', 'KNEE AP L', 'L')], {
      ...{ study: { archiveId: 'pacs', studyInstanceUID: '1.2.9' }, studyDate: '20250301' },
      ...films,
    } as never);
    const now = (all: All): StudySnapshot => ({
      ...snapshotOf(all, { studyDate: '20260514', ...films } as never),
      priors: [older.item],
    });
    const right = film('1.2.3.1', 'KNEE AP R', 'R');
    const session = openReadingSession(now([right]), { means: meansOf(shippedProtocols) });
    session.refresh(now([right, film('1.2.3.2', 'KNEE AP L', 'L')]));
    session.hang(setNamed(session, 'KNEE AP L'), 0);
    const before = hung(session);
    expect(before[0]).toBe('KNEE AP L');
    session.priors.take(older);
    expect(hung(session)).toEqual(before);
  });

  test('is told beside what is shown, and not beside what would hang anew', () => {
    const plain = abdomen('1.2.3.1', 'ABD NONCONTRAST');
    const portal = earlier([abdomen('1.2.9.1', 'ABD PORTAL VENOUS')]);
    const session = openReadingSession(study([plain], [portal]), { means });
    session.refresh(study([plain, abdomen('1.2.3.2', 'ABD PORTAL VENOUS', 12)], [portal]));
    session.priors.take(portal);
    expect([hung(session), told(session, 1), session.state.arrangement.boxes[1]?.hung?.differs]).toEqual([
      ['ABD NONCONTRAST', 'ABD PORTAL VENOUS'],
      [['contrast', 'post']],
      [{ facet: 'contrast', value: 'post' }],
    ]);
  });

  test('leaves a series out that came late, where what stands beside it is of the other side', () => {
    const session = openReadingSession(study([knee('1.2.3.1', 'Now R', 'R')], [bothKnees]), { means });
    session.priors.take(bothKnees);
    session.refresh(study([knee('1.2.3.2', 'Now L', 'L')], [bothKnees]));
    expect([hung(session), session.state.byProtocol?.offer !== undefined]).toEqual([[undefined, 'Prior R'], true]);
  });
});

describe('what stands beside is told as it stands', () => {
  test('what is known of one of the two only is told as not written', () => {
    const portal = earlier([abdomen('1.2.9.1', 'ABD PORTAL VENOUS')]);
    const session = openReadingSession(study([abdomen('1.2.3.1', 'ABD 3.0')], [portal]), { means });
    session.priors.take(portal);
    expect([told(session, 1), session.state.arrangement.boxes[1]?.hung?.differs]).toEqual([
      [['contrast', 'current']],
      [{ facet: 'contrast', value: 'post', unwritten: 'current' }],
    ]);
  });

  test('a side that a reader puts right, or another that is put beside, is said at once to be the other', () => {
    const session = openReadingSession(
      study([knee('1.2.3.1', 'Now R', 'R', 12), knee('1.2.3.2', 'Now L', 'L')], [bothKnees]),
      { means },
    );
    session.priors.take(bothKnees);
    expect([hung(session), told(session, 1)]).toEqual([['Now R', 'Prior R'], []]);
    const isLeft = { seriesInstanceUID: '1.2.3.1', values: { laterality: 'L' as const } };
    session.protocol?.takeMeans(meansOf([pair], { correctionsOf: () => ({ ofScanners: [], ofSeries: [isLeft] }) }));
    expect([hung(session), told(session, 1)]).toEqual([['Now R', 'Prior R'], [['laterality', 'R']]]);
    session.hang(setNamed(session, 'Prior L'), 1);
    expect(told(session, 1)).toEqual([]);
  });

  test('a side that is known of one of the two only is told', () => {
    const nameless = earlier([knee('1.2.9.1', 'Prior', undefined)]);
    const session = openReadingSession(study([knee('1.2.3.1', 'Now R', 'R')], [nameless]), { means });
    session.priors.take(nameless);
    expect([hung(session), told(session, 1)]).toEqual([['Now R', 'Prior'], [['laterality', 'prior']]]);
    const sided = earlier([knee('1.2.9.1', 'Prior L', 'L')]);
    const other = openReadingSession(study([knee('1.2.3.1', 'Now', undefined)], [sided]), { means });
    other.priors.take(sided);
    expect([hung(other), told(other, 1)]).toEqual([['Now', 'Prior L'], [['laterality', 'current']]]);
  });

  test('a side against which the words speak is in doubt, until a reader says which it is', () => {
    const session = openReadingSession(study([knee('1.2.3.1', 'RIGHT KNEE', 'L')]), { means });
    const side = () => sideInDoubt(session.facetsOf(setNamed(session, 'RIGHT KNEE'))?.laterality);
    expect(side()).toMatchObject({ value: 'L', conflict: 'RIGHT KNEE' });
    const isRight = { seriesInstanceUID: '1.2.3.1', values: { laterality: 'R' as const } };
    session.protocol?.takeMeans(meansOf([pair], { correctionsOf: () => ({ ofScanners: [], ofSeries: [isRight] }) }));
    expect([side(), session.facetsOf(setNamed(session, 'RIGHT KNEE'))?.laterality.value]).toEqual([undefined, 'R']);
  });

  test('nothing is told of what is compared with nothing', () => {
    const session = openReadingSession(study([knee('1.2.3.1', 'Now R', 'R')], [bothKnees]), { means });
    session.priors.take(bothKnees);
    expect(session.protocol?.toldBeside(0)).toBeUndefined();
    session.arrange(1, 1);
    expect(session.protocol?.toldBeside(0)).toBeUndefined();
  });
});

test('in one box nothing of an earlier study lies over or under the present one', () => {
  const inSpace = (uid: string, modality: string) =>
    slicesOfCt(uid, 6, { Modality: [modality], SeriesDescription: [modality], FrameOfReferenceUID: ['1.1'] } as never);
  const ofKind = (value: string) => ({ rules: [{ facet: 'modality', op: 'eq', value, required: true } as const] });
  const laid = protocolOf(
    { ct: ofKind('CT'), pet: { ...ofKind('PT'), from: 'p1' } },
    [
      stageOf('Laid', [], {
        screens: [
          {
            role: 'primary',
            grid: { rows: 1, cols: 1 },
            viewports: [{ id: 'a', layers: [{ selector: 'ct' }, { selector: 'pet' }], type: 'mpr', plane: 'AX' }],
          },
        ],
      }),
    ],
    { priors: [{ id: 'p1', relation: 'mostRecent', bodyPart: 'any', modalities: ['PT', 'CT'], optional: true }] },
  );
  const older = { ...earlier([inSpace('1.2.9.1', 'CT'), inSpace('1.2.9.2', 'PT')]) };
  const prior = { ...older, item: { ...older.item, modalities: ['PT', 'CT'] } };
  const session = openReadingSession(study([inSpace('1.2.3.1', 'CT')], [prior]), { means: meansOf([laid]) });
  session.priors.take(prior);
  session.protocol?.rehang();
  expect(session.state.byProtocol?.hanging.bindings['pet']?.from).toBe('p1');
  const [content] = session.state.arrangement.boxes;
  expect([content?.kind, session.studyOf(content?.setId)?.snapshot.item.study.studyInstanceUID]).toEqual([
    'plane',
    '1.2.3',
  ]);
});
