import { expect, test } from 'vitest';
import { hang } from '#shared/hanging/hang.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { studyOf } from '#tests/fixtures/hangingStudies.ts';
import { insteadSaid } from './insteadSaid.ts';

function saidOf(description: string, series: readonly string[], selector: string) {
  const study = studyOf({ description, series: [...series] });
  const { protocol, bindings } = hang(study, shippedProtocols);
  const binding = bindings[selector];
  expect(binding?.via?.kind).toBe('fallback');
  return insteadSaid(protocol.selectors[selector], study.series.find(({ id }) => id === binding?.series)?.facets);
}

test('a chest of one kernel: which kernel it is, and nothing warns', () => {
  const soft = ['CT | Thorax 5.0 | Thorax | iop=ax; k=B31f; th=5; n=70'];
  expect(saidOf('CT chest', soft, 'lung')).toEqual({ key: 'insteadKernel', kernel: 'soft', isCalm: true });
});

test('what is wanted for its agent, and what is no CT, always warns', () => {
  const rule = { facet: 'contrast', op: 'eq', value: 'post', required: true } as const;
  const [series] = studyOf({ series: ['CT | Abdomen | ABDOMEN | iop=ax; k=B31f; th=5; n=70'] }).series;
  expect(insteadSaid({ rules: [rule] }, series?.facets)).toEqual({ key: 'instead', isCalm: false });
  const [mr] = studyOf({ series: ['MR | T1 | HEAD | iop=ax; seq=SE; tr=500; te=11; n=24'] }).series;
  expect(insteadSaid({ rules: [] }, mr?.facets)).toEqual({ key: 'instead', isCalm: false });
  expect(insteadSaid(undefined, series?.facets).isCalm).toBe(false);
});
