import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, test } from 'vitest';
import { startI18n } from '#renderer/i18n/i18n.ts';
import type { Readiness } from '#shared/contract/worklist.ts';
import { StudyArrival } from './StudyArrival.tsx';

beforeAll(() => startI18n());

const complete: Readiness = { state: 'complete', presentFrames: 130, expectedFrames: 130 };
const drawn = (lacking: number, notAllShown: boolean, readiness = complete, widestGapMm = lacking * 3) =>
  renderToStaticMarkup(<StudyArrival readiness={readiness} limits={{ lacking, widestGapMm, notAllShown }} />);

test('V10, P5: of a study with gaps, or with images that cannot be shown, no green says that all is here', () => {
  expect(drawn(0, false)).toMatch(/data-arrival="complete".*all here/);
  expect(drawn(20, false)).toMatch(/data-arrival="limited".*all that the archive has; 20 slices are missing there/);
  expect(drawn(1, true)).toMatch(/1 slice is missing there · not everything here can be shown/);
  expect(drawn(0, false, complete, 21.6)).toMatch(/"limited".*gaps up to 22 mm between slices/);
  for (const words of [drawn(20, false), drawn(0, true), drawn(0, false, complete, 3)])
    expect(words).not.toMatch(/all here|complete/);
});

test('V9: of a study of which the archive has taken an image back, no green says that all is here', () => {
  expect(drawn(0, false, { ...complete, goneImages: 1 })).toMatch(/"limited".*1 image is no longer at the archive/);
});

test('while it is still coming it says when, whatever it will lack', () => {
  expect(drawn(20, true, { ...complete, state: 'partial', presentFrames: 9 })).toMatch(/data-arrival="coming"/);
});
