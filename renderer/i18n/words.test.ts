import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failureCodes } from '#shared/contract/failures.ts';
import { fetchReason, lineDescription, restReason } from '#shared/contract/link.ts';
import { readWords } from './i18n.ts';

const room = join(import.meta.dirname, '..');
const english = readWords()['en'] ?? {};

/** What stands at a key: words, a group of words, or nothing. Plurals are found by any of their forms. */
function at(key: string): unknown {
  const parts = key.split('.');
  const last = parts.pop() ?? '';
  let group: unknown = english;
  for (const part of parts) group = (group as Record<string, unknown> | undefined)?.[part];
  const words = group as Record<string, unknown> | undefined;
  return words?.[last] ?? words?.[`${last}_other`];
}

const sources = globSync('{app,features,ui,session}/**/*.{ts,tsx}', { cwd: room })
  .filter((path) => !path.includes('.test.'))
  .map((path) => ({ path, text: readFileSync(join(room, path), 'utf8') }));

test('every key that the interface names has its words', () => {
  const named = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/\bt\(\s*'([\w.]+)'/g), ...text.matchAll(/\btitle: '([a-z]+\.[\w.]+)'/g)].map(([, key = '']) => ({
      path,
      key,
    })),
  );
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter(({ key }) => typeof at(key) !== 'string')).toEqual([]);
});

test('every key that is put together has its group', () => {
  const groups = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/\bt\(\s*`([\w.]+)\.(?:\w*)\$\{/g)].map(([, key = '']) => ({ path, key })),
  );
  expect(groups.length).toBeGreaterThan(10);
  expect(groups.filter(({ key }) => typeof at(key) !== 'object')).toEqual([]);
});

test('every reason that the host can give has its words: a new one without words fails here', () => {
  const keys = [
    ...restReason.options.flatMap((rest) => [
      `link.rests.${rest}`,
      `link.restSaid.${rest}`,
      `worklist.ready.rests.${rest}.short`,
    ]),
    ...fetchReason.options.map((reason) => `link.reason.${reason}`),
    ...lineDescription.shape.state.options.map((state) => `link.lines.state.${state}`),
    ...failureCodes.map((code) => `failures.${code}`),
  ];
  expect(keys.filter((key) => typeof at(key) !== 'string')).toEqual([]);
});
