import { expect, test } from 'vitest';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { earlierStudies } from './earlierStudies.ts';

const rasool = { alphabetic: 'Baloch Ghulam Rasool', ideographic: '', phonetic: '' };
const study = (uid: string, studyDate: string | undefined, item: object = {}) =>
  ({
    study: { archiveId: 'pacs', studyInstanceUID: uid },
    patientId: 'P1',
    patientName: rasool,
    patientBirthDate: '19650101',
    studyDate,
    ...item,
  }) as unknown as WorklistItem;

test('T22: of two studies of one patient the earlier is known, and nobody else is', () => {
  const now = study('1.2', '20261122');
  const before = study('1.1', '20260523');
  const another = study('1.3', '20250101', { patientId: 'P2' });
  const undated = study('1.4', undefined);
  expect([...earlierStudies([now, before, another, undated])]).toEqual([studyKey(before.study)]);
  expect(earlierStudies([before, another]).size).toBe(0);
});
