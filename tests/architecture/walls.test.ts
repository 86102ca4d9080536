import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findLeftovers, findViolations, rooms } from './walls.ts';

const root = join(import.meta.dirname, '../..');

function sources(): ReadonlyMap<string, string> {
  const paths = globSync('{shared,electron,renderer}/**/*.{ts,tsx}', { cwd: root }).filter(
    (path) => !/\.test\.tsx?$/.test(path),
  );
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

describe('walls between rooms', () => {
  test('no import goes through a wall', () => {
    const files = sources();
    expect(files.size).toBeGreaterThan(25);
    expect(findViolations(files)).toEqual([]);
  });

  test('every room of the table has files, and every package that may be named is', () => {
    expect(findLeftovers(sources())).toEqual([]);
  });

  test('a room without a file and a package without a use are found', () => {
    const files = sources();
    const withoutPractice = new Map([...files].filter(([path]) => !path.startsWith('electron/practice/')));
    expect(findLeftovers(withoutPractice)).toEqual(['electron/practice: has no file']);
    const withoutSockets = new Map([...files].map(([path, source]) => [path, source.replaceAll("from 'ws'", '')]));
    expect(findLeftovers(withoutSockets)).toEqual(['ws: may be named and is named nowhere']);
    expect(findLeftovers(new Map())).toHaveLength(
      Object.keys(rooms).length + new Set(Object.values(rooms).flatMap(({ packages = [] }) => packages)).size,
    );
  });

  test.each([
    [
      'shared/dicom/planted.ts',
      `import { x } from '../contract/index.ts';`,
      'shared/dicom may not import shared/contract',
    ],
    ['shared/reports/planted.ts', `import { readFile } from 'node:fs';`, 'may not name the package node:fs'],
    [
      'electron/services/cache/planted.ts',
      `import { x } from '../archive/index.ts';`,
      'electron/services/cache may not import electron/services/archive',
    ],
    ['electron/services/cache/planted.ts', `import { undici } from 'undici';`, 'may not name the package undici'],
    ['electron/host/planted.ts', `import { x } from '../services/cache/frameStore.ts';`, 'is behind a door'],
    [
      'electron/practice/planted.ts',
      `import type { x } from '../services/archive/index.ts';`,
      'may not import electron/services/archive',
    ],
    ['electron/services/cache/planted.ts', `const x = await import('electron');`, 'may not name the package electron'],
    ['renderer/imaging/planted.ts', `import { useState } from 'react';`, 'may not name the package react'],
    [
      'renderer/features/reading/planted.tsx',
      `import { x } from '../worklist/index.ts';`,
      'may not import renderer/features/worklist',
    ],
    [
      'renderer/session/planted.ts',
      `import type { x } from '#electron/host/router.ts';`,
      'may not import electron/host',
    ],
    ['renderer/stray.ts', ``, 'renderer/stray.ts: belongs to no room'],
  ])('a planted violation in %s is found: %s', (path, source, sentence) => {
    expect(findViolations(new Map([[path, source]])).join('\n')).toContain(sentence);
  });

  test('what the table allows passes', () => {
    const files = new Map([
      [
        'electron/services/prefetch/planted.ts',
        `import type { ArchiveClient } from '../archive/index.ts';\nimport { ok } from '#shared/base/result.ts';`,
      ],
      [
        'renderer/features/reading/Planted.tsx',
        `import { Button } from '../../ui/Button.tsx';\nimport { useState } from 'react';`,
      ],
    ]);
    expect(findViolations(files)).toEqual([]);
  });
});
