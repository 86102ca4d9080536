import { expect, it } from 'vitest';
import { NodeTooOldError, requireNode } from './requireNode.ts';

it.each(['20.19.0', '22.23.1', 'nonsense'])(
  'F16: refuses Node %s with words, before anything native is loaded',
  (version) => {
    expect(() => requireNode(version)).toThrow(NodeTooOldError);
    expect(() => requireNode(version)).toThrow(/needs Node 24 or newer.*npm start/);
  },
);

it('F16: takes Node 24 and newer', () => {
  expect(() => requireNode('24.0.0')).not.toThrow();
  expect(() => requireNode('26.1.0')).not.toThrow();
  expect(() => requireNode(process.versions.node)).not.toThrow();
});
