import { expect, test } from 'vitest';
import { hang } from '#shared/hanging/hang.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { studyOfLines } from '#tests/fixtures/hungStudies.ts';
import { startI18n } from '../../../i18n/i18n.ts';
import { explainPriors } from './explainPriors.ts';
import { say } from './said.ts';

const t = startI18n().t;
const series = ['CT | Thorax 5.0 | | iop=ax; k=B31f; n=70'];
const trunk = { id: 'now', date: '20260514', description: 'CT CHEST ABDOMEN PELVIS', series };
const before = (id: string, date: string, description: string) => ({ id, date, description, series });

function told(...priors: Parameters<typeof studyOfLines>[1] & readonly object[]): readonly string[] {
  const study = studyOfLines(trunk, priors);
  const hanging = hang(study, shippedProtocols);
  return (explainPriors({ hanging, study, stage: hanging.first })?.lines ?? []).map(({ said }) => say(said, t));
}

test('the newest that can be compared hangs; one before it that shows more of what is read is told, with the way to it', () => {
  const chest = before('chest', '20260301', 'CT CHEST');
  const whole = before('whole', '20251101', 'CT CHEST ABDOMEN PELVIS');
  const [taken, left] = told(chest, whole);
  expect([taken, left]).toEqual([
    'To hang beside: that of 2026-03-01 (CT, chest), 2 months before.',
    expect.stringMatching(/^Left: 2025-11-01 .*: it is older, though it shows more of what this study shows\.$/),
  ]);
});

test('one that shows no more than the newest is left as before', () => {
  const [, left] = told(before('new', '20260301', 'CT CHEST ABDOMEN PELVIS'), before('old', '20251101', 'CT CHEST'));
  expect(left).toMatch(/: another is nearer to what is wanted\.$/);
});
