import { expect, it } from 'vitest';
import type { ReportProgress } from '#shared/contract/worklist.ts';
import { studyOf } from '#tests/fixtures/reportWorld.ts';
import { ReportProgressMemo } from './reportProgressMemo.ts';

it('asks once, until it is told to forget, and remembers no answer that the disk did not give', () => {
  const answers: (ReportProgress | undefined)[] = [undefined, 'draft', 'delivered'];
  let asked = 0;
  const memo = new ReportProgressMemo(() => answers[asked++]);
  const study = studyOf(1);
  expect(memo.of(study)).toBeUndefined();
  expect([memo.of(study), memo.of(study), asked]).toEqual(['draft', 'draft', 2]);
  memo.forget(study);
  expect([memo.of(study), asked]).toEqual(['delivered', 3]);
});
