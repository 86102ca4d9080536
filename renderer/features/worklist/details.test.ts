import { expect, test } from 'vitest';
import { startI18n } from '#renderer/i18n/i18n.ts';
import { imagesOf, indicationUnknown } from './Details.tsx';

const { t } = startI18n();

test('that nothing was asked is not said before the headers that would say it have been read', () => {
  const none = { state: 'none', presentFrames: 0 } as const;
  expect(indicationUnknown({ readiness: none })).toBe('indicationNotRead');
  expect(indicationUnknown({ readiness: { ...none, expectedFrames: 12 } })).toBe('noIndication');
});

test('frames are counted as what they are, beside the objects that hold them', () => {
  const images = (numberOfInstances: number, readiness: object) =>
    imagesOf({ numberOfInstances, readiness: { state: 'complete', presentFrames: 0, ...readiness } } as never, t);
  expect(images(1, { expectedFrames: 40 })).toBe('1 (40 frames)');
  expect(images(12, { expectedFrames: 10, otherObjects: 2 })).toBe('10 and 2 other objects');
  expect(images(12, {})).toBe('12');
});
