import { expect, test } from 'vitest';
import { protocolOf } from '#tests/fixtures/hangingStudies.ts';
import { chipsOf, withoutChips } from './chips.ts';

const protocol = protocolOf({
  match: {
    study: [
      { facet: 'modality', op: 'in', value: ['CT'], required: true },
      { facet: 'description', op: 'notRegex', value: '\\bcta\\b', required: true, why: 'what “CTA” is for' },
    ],
  },
  selectors: {
    portal: {
      rules: [
        { facet: 'kind', op: 'eq', value: 'image', required: true },
        { facet: 'plane', op: 'eq', value: 'AX', required: true },
        { facet: 'contrast', op: 'ne', value: 'pre', required: true, weight: 0 },
        { facet: 'phase', op: 'notIn', value: ['arterial'], required: true, weight: 0 },
        { facet: 'phase', op: 'eq', value: 'portal', weight: 8 },
        { facet: 'laterality', op: 'eq', value: 'L', required: true },
        { facet: 'mip', op: 'ne', value: true, weight: 4 },
      ],
    },
  },
});

test('a phase is one fact with what it refuses; what goes without saying is no fact; a side stays', () => {
  expect(chipsOf(protocol, 'portal').map(({ key, strength, isFixed }) => [key, strength, isFixed])).toEqual([
    ['portal plane', 'must', false],
    ['portal contrast', 'must', false],
    ['portal laterality', 'must', true],
  ]);
  const without = withoutChips(protocol, new Set(['portal contrast']));
  expect(without.selectors['portal']?.rules.map(({ facet }) => facet)).toEqual(['kind', 'plane', 'laterality', 'mip']);
});

test('each rule of the study is left out by itself, and nothing else changes', () => {
  const [modality, refusal] = chipsOf(protocol, undefined);
  expect(refusal?.said).toEqual({ key: 'remember.except', params: { why: 'what “CTA” is for' } });
  const without = withoutChips(protocol, new Set([refusal?.key ?? '']));
  expect(without).toEqual({ ...protocol, match: { study: [protocol.match.study[0]] } });
  expect(chipsOf(without, undefined)).toEqual([modality]);
  expect(withoutChips(protocol, new Set())).toBe(protocol);
});
