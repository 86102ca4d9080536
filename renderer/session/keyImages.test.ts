import { expect, test } from 'vitest';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { FrameOfImage } from '#shared/dicom/displaySets.ts';
import { datasetOf } from '#tests/fixtures/imageDataset.ts';
import { firstKeyImage } from './keyImages.ts';

const frame = (sopInstanceUID: string, frameNumber = 1) =>
  ({ image: { sopInstanceUID }, frame: { frameNumber } }) as unknown as FrameOfImage;
const list = (title: string, uids: readonly string[], frames?: readonly number[]) =>
  datasetOf({
    SOPClassUID: ['1.2.840.10008.5.1.4.1.1.88.59'],
    ConceptNameCodeSequence: [
      datasetOf({ CodeValue: [title], CodingSchemeDesignator: ['DCM'], CodeMeaning: ['A list'] }),
    ],
    ContentSequence: uids.map((uid) =>
      datasetOf({
        ValueType: ['IMAGE'],
        ReferencedSOPSequence: [
          datasetOf({ ReferencedSOPInstanceUID: [uid], ...(frames && { ReferencedFrameNumber: frames }) }),
        ],
      }),
    ),
  });
const snapshotWith = (...instances: ReturnType<typeof list>[]) =>
  ({ series: [{ instances }] }) as unknown as StudySnapshot;
const frames = ['1.1', '1.2', '1.3', '1.4'].map((uid) => frame(uid));
const ofInterest = '113000';

test('the first of its images that a key object names, in the order of the stack', () => {
  expect(firstKeyImage(snapshotWith(list(ofInterest, ['1.4', '1.3', '9.9'])), { frames })).toBe(2);
  expect(firstKeyImage(snapshotWith(list(ofInterest, ['9.9'])), { frames })).toBeUndefined();
  expect(firstKeyImage(snapshotWith(), { frames })).toBeUndefined();
  expect(firstKeyImage(undefined, { frames })).toBeUndefined();
  const many = { frames: [1, 2, 3].map((number) => frame('1.1', number)) };
  expect(firstKeyImage(snapshotWith(list(ofInterest, ['1.1'], [3])), many)).toBe(2);
});

test('T22 what the site took back is no key image, and a list of all that there is points nothing out', () => {
  const [rejectedForQuality, manifest, qualityIssue] = ['113001', '113030', '113010'];
  expect(firstKeyImage(snapshotWith(list(rejectedForQuality, ['1.2'])), { frames })).toBeUndefined();
  expect(firstKeyImage(snapshotWith(list(manifest, ['1.1', '1.2', '1.3', '1.4'])), { frames })).toBeUndefined();
  expect(firstKeyImage(snapshotWith(list(qualityIssue, ['1.1'])), { frames })).toBeUndefined();
  const both = snapshotWith(list(ofInterest, ['1.2', '1.3']), list(rejectedForQuality, ['1.2']));
  expect(firstKeyImage(both, { frames })).toBe(2);
});
