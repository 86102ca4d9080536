import { expect, test } from 'vitest';
import { protocolOf } from '#tests/fixtures/hangingStudies.ts';
import { textDigest } from '../../base/textDigest.ts';
import { LossList } from './exchangeProblem.ts';
import { standardPart } from './hangingProtocolDataset.ts';
import { privateBlock } from './privateBlock.ts';

/** A little of everything that is written. */
const protocol = protocolOf({
  id: 'user.khan.everything',
  name: 'Everything that is written',
  level: 'user',
  owner: 'khan',
  match: {
    study: [
      { facet: 'modality', op: 'in', value: ['CT', 'MR'], required: true },
      { facet: 'bodyPart', op: 'in', value: ['CHEST', 'ABDOMEN'], required: true },
      { facet: 'laterality', op: 'eq', value: 'L', required: true },
    ],
  },
  priors: [{ id: 'p1', relation: 'nth', n: 2, bodyPart: 'overlap', optional: true }],
  selectors: {
    a: {
      rules: [
        { facet: 'kind', op: 'eq', value: 'image', required: true },
        { facet: 'plane', op: 'eq', value: 'AX', required: true },
        { facet: 'thickness', op: 'between', value: [1, 3], required: true },
        { facet: 'view', op: 'in', value: ['LAT'], weight: 5 },
        { facet: 'mip', op: 'eq', value: false, required: true },
        { facet: 'contrast', op: 'ne', value: 'post', required: true },
      ],
    },
    b: { from: 'p1', mirrorOf: 'a', rules: [{ facet: 'kind', op: 'eq', value: 'image', required: true }] },
  },
  stages: [
    {
      name: 'One',
      screens: [
        {
          role: 'primary',
          grid: { rows: 2, cols: 3 },
          viewports: [
            {
              id: 'w',
              at: [0, 0, 2, 1],
              layers: [{ selector: 'a' }],
              initial: { voi: 'lung', anchor: 'chestwallLeft' },
            },
            { id: 'x', layers: [{ selector: 'b' }, { selector: 'a' }], initial: { invert: true } },
            { id: 'y', layers: [{ selector: 'a' }], type: 'mpr', plane: 'COR', slab: { mode: 'mip', mm: 10 } },
            { id: 'z', layers: [{ selector: 'a' }], type: 'mip' },
          ],
        },
      ],
      sync: [{ kind: 'scroll', by: 'position', viewports: ['w', 'x'] }],
    },
  ],
});

// An object that was written in one way and is read by a program that writes in another would be refused as changed by
// another hand: whoever changes what is written raises `mapping` in privateBlock.ts, and then this line.
test('what is written has a number', () => {
  const written = textDigest(JSON.stringify(standardPart(protocol, new LossList())));
  expect([privateBlock(protocol)['00731001']?.Value?.[0], written]).toEqual([1, '5iq9ymhf7u']);
});
