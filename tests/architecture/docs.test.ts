import { existsSync, readFileSync } from 'node:fs';
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
