import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const wings = ['', 'electron', 'electron/shell', 'renderer', 'shared', 'tests/architecture'];

/** What stands between backticks and looks like a place: a folder and a name, or a file; every room has an `index.ts`. */
function placesIn(text: string): readonly string[] {
  return [...text.matchAll(/`([\w.-]+(?:\/[\w.-]+)*\/?)`/g)]
    .map(([, place = '']) => place)
    .filter((place) => place.includes('/') || (/\.(?:ts|tsx|json)$/.test(place) && place !== 'index.ts'));
}

test.each(['docs/architecture.md'])('every place that %s names is there', (document) => {
  const places = placesIn(readFileSync(join(root, document), 'utf8'));
  expect(places.length).toBeGreaterThan(30);
  const gone = places.filter(
    (place) => !wings.some((wing) => ['', '.ts'].some((ending) => existsSync(join(root, wing, place + ending)))),
  );
  expect(gone).toEqual([]);
});

test('every decision that the papers or the code cite is there', () => {
  const there = new Set(globSync('docs/decisions/*.md', { cwd: root }).map((path) => path.slice(15, 19)));
  const paths = globSync('{README.md,docs/**/*.md,{shared,electron,renderer,tests}/**/*.{ts,tsx}}', { cwd: root });
  const gone = paths.flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/\bdecisions? (0\d{3})\b/g)]
      .filter(([, number = '']) => !there.has(number))
      .map(([cited]) => `${path}: ${cited}`),
  );
  expect(there.size).toBeGreaterThan(30);
  expect(gone).toEqual([]);
});

/** Rule ids of every family that docs/rules.md has. */
const families = /\b(?:N|A|V|O|C|M|P|F|K|EL|G|T|R|SF|Q|B|E|H|PX|LN|J)[1-9]\d?\b/g;
/** Vertebrae, which look like ids. */
const spine = ['C7', 'T7', 'L1'];

test('every rule that the code cites stands in docs/rules.md', () => {
  const known = new Set(readFileSync(join(root, 'docs/rules.md'), 'utf8').match(families));
  for (let row = 1; row <= 20; row += 1) known.add(`EL${row}`);
  for (const vertebra of spine) known.add(vertebra);
  const cited = new Map<string, string>();
  for (const path of globSync('{shared,electron,renderer,tests}/**/*.{ts,tsx}', { cwd: root })) {
    const comments = readFileSync(join(root, path), 'utf8').match(
      /\/\/.*|\/\*[\s\S]*?\*\/|(?:test|it|describe)\(\s*['`].*/g,
    );
    for (const id of (comments ?? []).join('\n').match(families) ?? []) cited.set(id, path);
  }
  expect(cited.size).toBeGreaterThan(60);
  expect([...cited].filter(([id]) => !known.has(id))).toEqual([]);
});
