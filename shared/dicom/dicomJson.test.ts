import { expect, test } from 'vitest';
import { type DicomDataset, itemsOf, readDicomJson, textOf } from './dicomJson.ts';
import { readContentTree } from './documents/contentTree.ts';
import { documentsOf } from './documents/studyDocuments.ts';

const element = (vr: string, ...Value: readonly unknown[]) => ({ vr, Value });

/** A report nested so deep, as an archive answers it. */
function reportNested(depth: number): unknown {
  let item: Record<string, unknown> = { '0040A040': element('CS', 'TEXT'), '0040A160': element('UT', 'end') };
  for (let level = 0; level < depth; level += 1) {
    item = { '0040A040': element('CS', 'CONTAINER'), '0040A730': element('SQ', item) };
  }
  const uids = { '00080018': element('UI', '1.2.3.9'), '0020000E': element('UI', '1.2.3') };
  return { ...item, ...uids, '00080016': element('UI', '1.2.840.10008.5.1.4.1.1.88.33') };
}

const depthOf = (dataset: DicomDataset): number => {
  const [item] = itemsOf(dataset, 'ContentSequence');
  return item ? 1 + depthOf(item) : 0;
};

test('F13 what is nested too deep is left out, and the report is listed and says that it goes on', () => {
  const read = readDicomJson(reportNested(40));
  if (!read.ok) throw new Error(read.failure.reason);
  expect(depthOf(read.value)).toBe(32);
  expect(documentsOf([read.value]).map(({ kind, sopInstanceUID }) => [kind, sopInstanceUID])).toEqual([
    ['report', '1.2.3.9'],
  ]);
  expect(readContentTree(read.value).cut).toBe(true);
});

test('F13 thousands of levels end before the stack does, and a shallow report is whole', () => {
  const deep = readDicomJson(reportNested(3_000));
  expect(deep.ok && depthOf(deep.value)).toBe(32);
  const whole = readDicomJson(reportNested(5));
  expect(whole.ok && [depthOf(whole.value), readContentTree(whole.value).cut]).toEqual([5, false]);
});

test('F11 keys that are not tags are refused', () => {
  expect(readDicomJson({ polluted: element('LO', 'x') })).toMatchObject({ ok: false });
  const read = readDicomJson({ '00100020': element('LO', ' A-1 ') });
  expect(read.ok && textOf(read.value, 'PatientID')).toBe('A-1');
});
