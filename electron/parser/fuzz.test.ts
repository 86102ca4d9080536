import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallInstance } from '#tests/fixtures/smallInstance.ts';
import { readInstance } from './readInstance.ts';

// "Any throw is fine" would prove survival only: a damaged file must come back read, or refused by one of these.
const acceptable = new Set(['NotDicom', 'DicomDamaged', 'DicomTooLarge', 'TransferSyntaxUnsupported']);

const { file, datasetAt } = smallInstance({ study: '1.2.3', series: '1.2.3.1', instance: '1.2.3.1.1', fill: 3 });
const lengths = ['ffffffff', '00000000', 'fffffffe', '01000000', '00000080', 'feff00e0', 'feffdde0', 'feff0de0'];

const mutation = fc.oneof(
  fc.record({ at: fc.nat(file.length - 1), bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }) }),
  fc.record({
    at: fc.nat(file.length - 5),
    bytes: fc.constantFrom(...lengths).map((hex) => new Uint8Array(Buffer.from(hex, 'hex'))),
  }),
  fc.record({
    at: fc.nat(file.length - 3),
    bytes: fc.constantFrom('SQ', 'UN', 'OB', 'PN', 'AT', 'FD', 'UV', 'DS').map((vr) => new TextEncoder().encode(vr)),
  }),
);

test('a mutated file is read or refused, never thrown over, and never grows; 20,000 come within the time of one test', () => {
  const outcomes = new Map<string, number>();
  let most = 0;
  fc.assert(
    fc.property(
      fc.array(mutation, { minLength: 1, maxLength: 8 }),
      fc.option(fc.nat(file.length), { nil: undefined, freq: 8 }),
      fc.boolean(),
      (mutations, cut, bare) => {
        const bytes = Buffer.from(file);
        for (const { at, bytes: change } of mutations) bytes.set(change.subarray(0, bytes.length - at), at);
        const read = readInstance(bytes.subarray(bare ? datasetAt : 0, cut));
        if (!read.ok) expect(acceptable).toContain(read.failure.code);
        else most = Math.max(most, JSON.stringify(read.value.attributes).length);
        const outcome = read.ok ? 'read' : read.failure.code;
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      },
    ),
    { numRuns: 20_000 },
  );
  // A length that lies makes no more of a file than is in it.
  expect(most).toBeLessThan(4 * file.length);
  // Both ways out were taken, and often.
  expect(outcomes.get('read')).toBeGreaterThan(100);
  expect(outcomes.get('DicomDamaged')).toBeGreaterThan(100);
});
