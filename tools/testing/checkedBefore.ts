import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../building.ts';

/** Where `npm run check` leaves what its tests did. */
export const checkReport = 'build/check/vitest.json';

/** The suites that `npm run check` runs. */
export const checkedProjects = ['walls', 'unit', 'contract'] as const;

const places = ['shared', 'electron', 'renderer', 'resources', 'tests', 'vitest.config.ts', 'package-lock.json'];

/** Whether the last check ran the tests on the files as they are now: nothing has been written since it began. */
export function checkStillHolds(): boolean {
  try {
    const { startTime } = JSON.parse(readFileSync(join(root, checkReport), 'utf8')) as { readonly startTime: number };
    return places.every((place) => newestIn(join(root, place)) < startTime);
  } catch {
    return false;
  }
}

/** Milliseconds of the last change to a file, to any file of a folder, or to what is in the folder. */
function newestIn(place: string): number {
  const own = statSync(place);
  if (!own.isDirectory()) return own.mtimeMs;
  const entries = readdirSync(place, { withFileTypes: true, recursive: true, encoding: 'utf8' });
  const times = entries.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs);
  return Math.max(own.mtimeMs, ...times);
}
