import { expect, test } from 'vitest';
import type { StudyToTry } from '#shared/contract/hanging.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { tryProtocol } from '#shared/hanging/trial.ts';
import { protocolOf, studyOf } from '#tests/fixtures/hangingStudies.ts';
import { type Found, trialMarks, withFound } from './trialMarks.ts';

const images = protocolOf({
  selectors: { any: { rules: [{ facet: 'kind', op: 'eq', value: 'image', required: true }] } },
});
const study = (id: string): StudyToTry => ({
  item: { studyDescription: id } as StudyToTry['item'],
  toHang: { ...studyOf({ description: 'CT HEAD', series: ['CT | Head | | iop=ax; th=5; n=30'] }), id },
});
const [first, second, third] = [study('first'), study('second'), study('third')];
const found = ({ toHang }: StudyToTry, question: string): Found => ({
  question,
  trial: tryProtocol(toHang, images, shippedProtocols),
});
const seen = (marks: ReturnType<typeof trialMarks>) =>
  marks.map(({ item, isOfBefore }) => `${item.studyDescription}${isOfBefore ? ' before' : ''}`);

test('what is tried shows at once, in the order of the studies; the others stand as of before, and say so', () => {
  let known = withFound(withFound([], found(second, 'old')), found(first, 'old'));
  expect(seen(trialMarks([first, second, third], known, 'old'))).toEqual(['first', 'second']);
  expect(seen(trialMarks([first, second, third], known, 'new'))).toEqual(['first before', 'second before']);
  known = withFound(known, found(first, 'new'));
  expect(seen(trialMarks([first, second, third], known, 'new'))).toEqual(['first', 'second before']);
});

test('studies that are asked about no more have no mark', () => {
  const known = withFound(withFound([], found(first, 'old')), found(second, 'old'));
  expect(seen(trialMarks([second, third], known, 'new'))).toEqual(['second before']);
});
