import { expect, it } from 'vitest';
import { dueStart } from './priority.ts';

const hour = 3_600_000;
const seen = Date.UTC(2026, 10, 21, 22);

it('starts the clock of a STAT or urgent study at the scanner, of a routine one at the first sight', () => {
  expect(dueStart(seen, 'STAT', seen - 2 * hour)).toBe(seen - 2 * hour);
  expect(dueStart(seen, 'URGENT', seen - 72 * hour)).toBe(seen - 72 * hour);
  expect(dueStart(seen, 'ROUTINE', seen - 2 * hour)).toBe(seen);
});

it('starts it at the first sight where the study does not say its time, or says one that cannot be', () => {
  expect(dueStart(seen, 'STAT', undefined)).toBe(seen);
  expect(dueStart(seen, 'STAT', seen + hour)).toBe(seen);
  expect(dueStart(seen, 'STAT', seen - 73 * hour)).toBe(seen);
});
