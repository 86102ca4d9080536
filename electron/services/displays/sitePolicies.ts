import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { type DisplayAct, displayAct } from '#shared/contract/displays.ts';
import { archiveId } from '#shared/contract/identifiers.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';

/** Beside the settings, whose names have no colon. */
const name = 'kept:displayPolicies';
const stored = z.array(z.object({ archiveId, act: displayAct }));

/** What each site wants where a monitor is short for a study: to be told, or no final report. Told unless said. */
export function openPolicies(database: Database) {
  const select = database.prepare('SELECT value FROM setting WHERE name = ?').pluck();
  const upsert = database.prepare(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const list = (): z.output<typeof stored> => {
    const text = select.get(name);
    const read = typeof text === 'string' ? stored.safeParse(JSON.parse(text)) : undefined;
    return read?.success ? read.data : [];
  };
  return {
    list,
    of: (archive: ArchiveId): DisplayAct => list().find((each) => each.archiveId === archive)?.act ?? 'warn',
    set(archive: ArchiveId, act: DisplayAct): void {
      const others = list().filter((each) => each.archiveId !== archive);
      upsert.run(name, JSON.stringify([...others, { archiveId: archive, act }]));
    },
  };
}
