import { expect, test } from 'vitest';
import { datasetOf } from '#tests/fixtures/imageDataset.ts';
import { readRejections, rejectionOf } from './rejections.ts';

const code = (value: string, scheme: string) =>
  datasetOf({ CodeValue: [value], CodingSchemeDesignator: [scheme], CodeMeaning: ['title'] });
const reference = (uid: string, frames?: readonly number[]) =>
  datasetOf({ ReferencedSOPInstanceUID: [uid], ...(frames && { ReferencedFrameNumber: frames }) });
const image = (uid: string, frames?: readonly number[]) =>
  datasetOf({ ValueType: ['IMAGE'], ReferencedSOPSequence: [reference(uid, frames)] });
const list = (title: string, images: ReturnType<typeof image>[], scheme = 'DCM') =>
  datasetOf({
    SOPClassUID: ['1.2.840.10008.5.1.4.1.1.88.59'],
    ConceptNameCodeSequence: [code(title, scheme)],
    ContentSequence: images,
  });

test.each([
  ['113001', 'quality'],
  ['113037', 'safety'],
  ['113038', 'wrongPatient'],
  ['113039', 'expired'],
] as const)('T22 images of a list with the title %s are known to be rejected: %s', (title, reason) => {
  const found = readRejections([list(title, [image('1.1'), image('1.2', [3])])]);
  expect(rejectionOf(found, '1.1', 7)).toBe(reason);
  expect([rejectionOf(found, '1.2', 3), rejectionOf(found, '1.2', 2), rejectionOf(found, '1.3', 1)]).toEqual([
    reason,
    undefined,
    undefined,
  ]);
});

test('a list of images of interest rejects nothing, nor does a code of another scheme', () => {
  const found = readRejections([list('113000', [image('1.1')]), list('113038', [image('1.1')], '99SITE')]);
  expect(found.size).toBe(0);
});

test('rejected twice: the worse reason is said', () => {
  const found = readRejections([list('113001', [image('1.1')]), list('113038', [image('1.1')])]);
  expect(rejectionOf(found, '1.1', 1)).toBe('wrongPatient');
});

test('a list whose content did not come is read by its evidence', () => {
  const series = datasetOf({ ReferencedSOPSequence: [reference('1.1')] });
  const evidence = datasetOf({ StudyInstanceUID: ['1'], ReferencedSeriesSequence: [series] });
  const bare = { ...list('113037', []), ...datasetOf({ CurrentRequestedProcedureEvidenceSequence: [evidence] }) };
  expect(rejectionOf(readRejections([bare]), '1.1', 1)).toBe('safety');
});
