import type { Protocol, Selector, Viewport } from './protocol.ts';

const readable: Selector['rules'] = [
  { facet: 'kind', op: 'eq', value: 'image', required: true },
  { facet: 'mip', op: 'ne', value: true, weight: 2 },
  { facet: 'count', op: 'max', weight: 3, why: 'largest series' },
];

const box = (id: string, selector: string): Viewport => ({ id, layers: [{ selector }], primary: id === 'a' });

/**
 * What hangs where no protocol does: the two largest series, else the one there is, else whatever can be drawn at all,
 * else an empty box. It is no protocol that anyone can edit, so that there is always an answer.
 */
export const fallbackGrid: Protocol = {
  schemaVersion: 1,
  id: 'engine.grid',
  name: 'Largest series',
  level: 'builtin',
  version: 1,
  enabled: true,
  tags: ['fallback'],
  match: { study: [] },
  priors: [],
  selectors: {
    largest: { label: 'Largest series', rules: readable },
    second: { label: 'Second largest series', rules: readable },
    anything: {
      label: 'Any picture',
      exclusiveGroup: 'anything',
      rules: [
        {
          facet: 'kind',
          op: 'in',
          value: ['image', 'localizer', 'bolus', 'capture', 'calibration', 'dose'],
          weight: 1,
          required: true,
        },
        { facet: 'kind', op: 'eq', value: 'image', weight: 8 },
        { facet: 'kind', op: 'eq', value: 'capture', weight: 6 },
        { facet: 'kind', op: 'eq', value: 'localizer', weight: 4 },
        { facet: 'forProcessing', op: 'ne', value: true, weight: 2 },
        { facet: 'ai', op: 'ne', value: true, weight: 2 },
        { facet: 'count', op: 'exists', required: true, weight: 1 },
      ],
    },
  },
  stages: [
    {
      name: 'Two largest series',
      enabledIf: { bound: ['largest', 'second'] },
      screens: [{ role: 'primary', grid: { rows: 1, cols: 2 }, viewports: [box('a', 'largest'), box('b', 'second')] }],
    },
    {
      name: 'One series',
      enabledIf: { bound: ['largest'] },
      screens: [{ role: 'primary', grid: { rows: 1, cols: 1 }, viewports: [box('a', 'largest')] }],
    },
    {
      name: 'Any picture',
      enabledIf: { bound: ['anything'] },
      screens: [{ role: 'primary', grid: { rows: 1, cols: 1 }, viewports: [box('a', 'anything')] }],
    },
    {
      name: 'Nothing to show',
      enabledIf: { minBound: 0 },
      screens: [
        {
          role: 'primary',
          grid: { rows: 1, cols: 1 },
          viewports: [{ id: 'a', type: 'empty', layers: [], primary: true }],
        },
      ],
    },
  ],
};
