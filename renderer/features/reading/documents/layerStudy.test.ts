import { expect, test } from 'vitest';
import { slicesOfCt, snapshotOf } from '#tests/fixtures/readingSnapshot.ts';
import type { StudiesOnDesk } from '../../../session/comparedPlane.ts';
import { studyOnDesk } from '../../../session/studyOnDesk.ts';
import type { OpenDocument } from './documentDesk.ts';
import { mayShareBody } from './layerStudy.ts';

const ofPatient = (patientId: string, studyInstanceUID: string) => {
  const study = { archiveId: 'pacs', studyInstanceUID } as never;
  const slices = slicesOfCt(`${studyInstanceUID}.1`, 3, {
    StudyInstanceUID: [studyInstanceUID],
    FrameOfReferenceUID: ['1.9'],
    PatientID: [patientId],
  });
  return snapshotOf([slices], { study, patientId });
};

test('T22 a layer is looked for in another study only where both are of the patient that is read', () => {
  const [current, prior, stranger] = [ofPatient('A-1', '1.2.3'), ofPatient('A-1', '1.2.4'), ofPatient('B-2', '1.2.5')];
  const studies = [current, prior, stranger].map(studyOnDesk);
  const desk = { snapshot: current, studies } as unknown as StudiesOnDesk;
  const [ofCurrent, ofPrior, ofStranger] = [current, prior, stranger].map((snapshot) => ({ snapshot }) as OpenDocument);
  const sets = studies.map(({ images }) => images.sets[0]!.set);
  const shared = (open: OpenDocument | undefined) => sets.map((set) => open && mayShareBody(desk, open, set));
  expect(shared(ofCurrent)).toEqual([true, true, false]);
  expect(shared(ofPrior)).toEqual([true, true, false]);
  expect(shared(ofStranger)).toEqual([false, false, true]);
});
