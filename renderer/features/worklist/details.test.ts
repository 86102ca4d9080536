import { expect, test } from 'vitest';
import { indicationUnknown } from './Details.tsx';

test('that nothing was asked is not said before the headers that would say it have been read', () => {
  const none = { state: 'none', presentFrames: 0 } as const;
  expect(indicationUnknown({ readiness: none })).toBe('indicationNotRead');
  expect(indicationUnknown({ readiness: { ...none, expectedFrames: 12 } })).toBe('noIndication');
});
