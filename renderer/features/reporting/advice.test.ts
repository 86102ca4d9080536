import { expect, it } from 'vitest';
import { emptySections } from '#shared/reports/report.ts';
import { adviceOn } from './advice.ts';

it('tells of opposite sides, of a comparison that was made after it was denied, and of an empty impression', () => {
  const names = 'CT chest of 2026-05-22.';
  const offer = { text: names, names, insteadOf: [`Earlier study, not compared here: ${names}`] };
  const text = {
    ...emptySections,
    comparison: `Earlier study, not compared here: ${names}`,
    findings: 'Right upper lobe nodule.',
    impression: 'Left upper lobe nodule.',
  };
  expect(adviceOn(text, [offer])).toEqual([
    { about: 'sides', findings: 'right upper lobe', impression: 'left upper lobe' },
    { about: 'comparison', words: names },
  ]);
  expect(adviceOn({ ...emptySections, comparison: names }, [offer])).toEqual([{ about: 'noImpression' }]);
});
