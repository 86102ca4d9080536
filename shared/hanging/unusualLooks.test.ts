import { expect, test } from 'vitest';
import { ownProtocol } from '#tests/fixtures/keptProtocol.ts';
import type { InitialLook, Protocol, SeriesRule } from './protocol.ts';
import { shippedProtocols } from './shippedProtocols.ts';
import { isForEveryStudy, unusualLooks } from './unusualLooks.ts';

function showing(initial: InitialLook, rule: SeriesRule, more: Protocol['selectors'] = {}): Protocol {
  const [first] = ownProtocol().stages;
  const [screen] = first?.screens ?? [];
  if (!first || !screen) throw new Error('no stage');
  const viewport = { id: 'box', layers: [{ selector: Object.keys(more)[0] ?? 'shown' }], initial };
  return ownProtocol({
    selectors: { ...more, shown: { rules: [rule] } },
    stages: [first, { ...first, screens: [{ ...screen, viewports: [viewport] }] }],
  });
}
const of = (value: string | string[], required = true): SeriesRule => ({
  facet: 'modality',
  op: 'in',
  value,
  required,
});

test('what mirrors, turns or inverts is named with its step and box', () => {
  expect(unusualLooks(ownProtocol())).toEqual([]);
  expect(unusualLooks(showing({ flipH: true, rotate: 180, invert: true, voi: 'lung' }, of(['CT'])))).toEqual([
    { kind: 'mirrored', stage: 1, viewport: 'box', isCustom: false },
    { kind: 'turned', stage: 1, viewport: 'box', degrees: 180, isCustom: false },
    { kind: 'inverted', stage: 1, viewport: 'box', isCustom: false },
  ]);
});

test('PET is inverted by custom, where nothing else can hang there; flips of it are not', () => {
  const isCustom = (protocol: Protocol) => unusualLooks(protocol).map((look) => look.isCustom);
  expect(isCustom(showing({ invert: true }, of(['PT', 'NM'])))).toEqual([true]);
  expect(isCustom(showing({ invert: true, flipH: true }, of(['PT'])))).toEqual([false, true]);
  expect(isCustom(showing({ invert: true }, of(['PT', 'CT'])))).toEqual([false]);
  expect(isCustom(showing({ invert: true }, of(['PT'], false)))).toEqual([false]);
  const prior = { prior: { from: 'p1', mirrorOf: 'shown', rules: [] } };
  expect(isCustom(showing({ invert: true }, of(['PT']), prior))).toEqual([true]);
});

test('what ships mirrors and turns nothing, and inverts nothing but PET and nuclear medicine', () => {
  const looks = shippedProtocols.flatMap((protocol) => unusualLooks(protocol).map((look) => [protocol.id, look]));
  expect(looks.length).toBeGreaterThan(0);
  expect(looks.filter(([, look]) => typeof look !== 'object' || !look.isCustom)).toEqual([]);
});

test('a protocol that asks for nothing is for every study, however much it prefers or refuses', () => {
  const match = (study: Protocol['match']['study'], requires?: string[]) =>
    isForEveryStudy(ownProtocol({ match: { study, ...(requires && { requires }) } }));
  expect(match([])).toBe(true);
  expect(match([{ facet: 'modality', op: 'eq', value: 'CT' }])).toBe(true);
  expect(match([{ facet: 'description', op: 'notRegex', value: 'xyz', required: true }])).toBe(true);
  expect(match([{ facet: 'modality', op: 'eq', value: 'CT', required: true }])).toBe(false);
  expect(match([], ['lung'])).toBe(false);
});
