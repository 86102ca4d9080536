import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';

/** Beside the settings, whose names have no colon. */
const name = 'kept:displayCurves';
const stored = z.array(z.string());

/** The monitors whose greys the reader wants corrected. What cannot be read is none: a monitor uncorrected is as it is. */
export function openGreyCurves(database: Database) {
  const select = database.prepare('SELECT value FROM setting WHERE name = ?').pluck();
  const upsert = database.prepare(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const list = (): readonly string[] => {
    const text = select.get(name);
    return (typeof text === 'string' ? stored.safeParse(JSON.parse(text)).data : undefined) ?? [];
  };
  return {
    isOn: (displayId: string): boolean => list().includes(displayId),
    set(displayId: string, on: boolean): void {
      const others = list().filter((each) => each !== displayId);
      upsert.run(name, JSON.stringify(on ? [...others, displayId] : others));
    },
  };
}
