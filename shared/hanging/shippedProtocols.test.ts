import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import palettes from '#resources/presets/palettes.json' with { type: 'json' };
import windows from '#resources/presets/windows.json' with { type: 'json' };
import { known } from '../dicom/series/facet.ts';
import { findsPattern } from './patterns.ts';
import { protocolProblems } from './problems.ts';
import { type Protocol, protocolSchema, type Selector, type SeriesRule, type Viewport } from './protocol.ts';
import { pointsOf } from './rules.ts';
import { shippedProtocols } from './shippedProtocols.ts';

const folder = join(import.meta.dirname, '../../resources/hanging-protocols');
const files = readdirSync(folder).filter((name) => name.startsWith('builtin.'));

test('every file of the folder ships, under its own name', () => {
  expect(shippedProtocols.map(({ id }) => `${id}.json`).sort()).toEqual(files.sort());
  expect(new Set(shippedProtocols.map(({ level }) => level))).toEqual(new Set(['builtin']));
});

describe.each(shippedProtocols.map((protocol) => ({ id: protocol.id, protocol })))('$id', ({ id, protocol }) => {
  test('is what the schema reads, and nothing is lost by reading it', () => {
    const written = JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as unknown;
    expect(protocolSchema.parse(written)).toEqual(written);
  });

  test('names nothing that is not there', () => {
    expect(protocolProblems(protocol)).toEqual([]);
  });

  test('uses every selector and every prior that it names', () => {
    const used = usedSelectors(protocol);
    expect(Object.keys(protocol.selectors).filter((key) => !used.has(key))).toEqual([]);
    const froms = new Set(Object.values(protocol.selectors).map(({ from }) => from));
    expect(protocol.priors.filter(({ id: prior }) => !froms.has(prior))).toEqual([]);
  });

  test('looks through windows and colours that there are', () => {
    for (const { initial, layers } of viewportsOf(protocol)) {
      const names = new Set(layers.flatMap(({ selector }) => windowsOf(protocol.selectors[selector], protocol)));
      if (typeof initial?.voi === 'string') expect([...names]).toContain(initial.voi);
      for (const { colormap } of layers) if (colormap !== undefined) expect(Object.keys(palettes)).toContain(colormap);
    }
  });

  test('every stage has one box that is read first', () => {
    for (const stage of protocol.stages) {
      const primary = stage.screens.flatMap(({ viewports }) => viewports).filter((viewport) => viewport.primary);
      expect(primary.length, stage.name).toBe(1);
    }
  });

  test('a box that names contrast or a phase is closed to its opposite', () => {
    for (const [key, selector] of Object.entries(protocol.selectors)) {
      if (selector.mirrorOf !== undefined) continue;
      for (const [facet, value] of oppositesOf(selector.label ?? key)) {
        const isClosed = selector.rules.some((rule) => rule.required && rule.facet === facet && fails(rule, value));
        expect(isClosed, `${key} "${selector.label ?? ''}" is open to ${facet} ${value}`).toBe(true);
      }
    }
  });
});

/** What may never hang in a box of this label. */
function oppositesOf(label: string): readonly (readonly [facet: 'contrast' | 'phase', value: string])[] {
  if (/before contrast|not after contrast/i.test(label)) return [['contrast', 'post']];
  const named = phases.filter(([words]) => words.test(label)).flatMap(([, values]) => values);
  if (named.length > 0) {
    const others = phases.flatMap(([, values]) => values).filter((value) => !named.includes(value));
    return [['contrast', 'pre'], ...others.map((value) => ['phase', value] as const)];
  }
  return /after contrast|arteries|dynamic/i.test(label) ? [['contrast', 'pre']] : [];
}

const phases: readonly (readonly [words: RegExp, values: readonly string[]])[] = [
  [/arterial/i, ['arterial']],
  [/portal|late phase: venous/i, ['portal']],
  [/delayed/i, ['delayed']],
  [/nephrographic/i, ['nephrographic']],
  [/hepatobiliary/i, ['hepatobiliary']],
];

function fails(rule: SeriesRule, value: string): boolean {
  return pointsOf(rule, known(value, 'test', 1)) === undefined;
}

/** Studies whose words hold a short name by chance: it is no word of theirs. */
const innocent = [
  ['ct-trauma', 'CT PORTABLE HEAD'],
  ['ct-hrct', 'CT CHEST CHILD'],
  ['ct-hrct', 'CT CHEST MILD PNEUMONIA'],
  ['ctpa', 'CT CHEST PECTUS'],
  ['ctpa', 'CT CHEST OPEN WOUND'],
  ['ct-face-trauma', 'CT HEAD SURFACE'],
  ['cta-head-neck', 'CT HEAD COWDEN'],
  ['cta-body', 'CT ABDOMEN ACTALINE'],
  ['mr-brain-ms', 'MRI BRAIN MSK'],
  ['mr-brain-stroke', 'MRI BRAIN DIFFERENTIAL'],
  ['mr-brain-tumour', 'MRI BRAIN METSO'],
  ['ct-kub', 'CT ABDOMEN STONEHAM HOSPITAL'],
] as const;

test.each(innocent)('%s is not meant by "%s"', (id, description) => {
  const protocol = shippedProtocols.find((each) => each.id === `builtin.${id}`);
  const patterns =
    protocol?.match.study.filter(({ facet, op }) => (facet === 'description' || facet === 'asked') && op === 'regex') ??
    [];
  expect(patterns.length).toBeGreaterThan(0);
  expect(patterns.every(({ value }) => findsPattern(String(value), description) === true)).toBe(false);
});

test('every pattern of words begins and ends with a word, and can be read', () => {
  const rules = shippedProtocols.flatMap(({ match, selectors }) => [
    ...match.study,
    ...Object.values(selectors).flatMap((selector) => selector.rules),
  ]);
  for (const { op, value } of rules) {
    if (op !== 'regex' && op !== 'notRegex') continue;
    expect(value).toMatch(/^\\b\(.*\)\\b$/);
    expect(findsPattern(String(value), '')).toBe(false);
  }
});

function viewportsOf({ stages }: Protocol): readonly Viewport[] {
  return stages.flatMap(({ screens }) => screens.flatMap(({ viewports }) => viewports));
}

function usedSelectors({ stages, match, selectors }: Protocol): ReadonlySet<string> {
  return new Set([
    ...stages.flatMap(({ screens, enabledIf }) => [
      ...screens.flatMap(({ viewports }) => viewports.flatMap(({ layers }) => layers.map(({ selector }) => selector))),
      ...(enabledIf?.bound ?? []),
    ]),
    ...(match.requires ?? []),
    ...Object.values(selectors).flatMap(({ fallback = [], mirrorOf }) => [
      ...fallback,
      ...(mirrorOf ? [mirrorOf] : []),
    ]),
  ]);
}

/** Names of the windows of the modality that a selector, or the study, asks for. */
function windowsOf(selector: Selector | undefined, protocol: Protocol): readonly string[] {
  const own = selector?.mirrorOf === undefined ? selector : protocol.selectors[selector.mirrorOf];
  const asked = [...(own?.rules ?? []), ...protocol.match.study].find(
    ({ facet, op }) => facet === 'modality' && (op === 'eq' || op === 'in'),
  )?.value;
  const modality = String(Array.isArray(asked) ? asked[0] : asked);
  const presets = (windows as Readonly<Record<string, readonly { readonly name: string }[]>>)[modality];
  return (presets ?? windows.others).map(({ name }) => name);
}
