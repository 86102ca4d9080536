import { expect, it } from 'vitest';
import { readWorklistFields } from './readWorklistFields.ts';

it('T9 what stands in a row turns nothing round and is no longer than a person reads', () => {
  const text = (value: string) => ({ vr: 'LO', Value: [value] });
  const fields = readWorklistFields({
    '00081030': text('CT \u202eDAEH'),
    '00080080': text('X'.repeat(100_000)),
    '00080050': text('A\u200b1'),
    '001021B0': text('fall\r\nthen \u2066pain'),
    '00100020': text('P1'),
  });
  expect(fields.studyDescription).toBe('CT DAEH');
  expect(fields.institutionName).toHaveLength(1_001);
  expect(fields.accessionNumber).toBe('A1');
  expect(fields.indication).toBe('fall\r\nthen pain');
  expect(fields.identity.patientId).toBe('P1');
});
