import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { type DisplayAct, displayAct } from '#shared/contract/displays.ts';
import { archiveId } from '#shared/contract/identifiers.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';

/** Beside the settings, whose names have no colon. */
const name = 'kept:displayPolicies';
const strictest: DisplayAct = 'blockFinal';
/** What a site asked for and nobody can read any more is taken as the strictest it may have been. */
const ofSite = z.object({ archiveId, act: displayAct.catch(strictest) });

/** What each site wants where a monitor is short for a study: to be told, or no final report. Told unless said. */
export function openPolicies(database: Database) {
  const select = database.prepare('SELECT value FROM setting WHERE name = ?').pluck();
  const upsert = database.prepare(
    'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  const read = () => {
    const entries = entriesIn(select.get(name)).map((entry) => ({ entry, site: ofSite.safeParse(entry).data }));
    const sites = entries.flatMap(({ site }) => site ?? []);
    const unreadable = entries.flatMap(({ entry, site }) => (site ? [] : [entry]));
    return { sites, unreadable };
  };
  /** Of a site that nobody named: a line that names no site any more may have been its own. */
  const unsaidAct = (): DisplayAct => (read().unreadable.length > 0 ? strictest : 'warn');
  return {
    list: (): z.output<typeof ofSite>[] => read().sites,
    unsaidAct,
    of: (archive: ArchiveId): DisplayAct => read().sites.find((each) => each.archiveId === archive)?.act ?? unsaidAct(),
    set(archive: ArchiveId, act: DisplayAct): void {
      const { sites, unreadable } = read();
      const others = sites.filter((each) => each.archiveId !== archive);
      upsert.run(name, JSON.stringify([...unreadable, ...others, { archiveId: archive, act }]));
    },
  };
}

/** What was kept, line by line; what is no list is one line that names no site. */
function entriesIn(text: unknown): readonly unknown[] {
  if (typeof text !== 'string') return [];
  const kept: unknown = JSON.parse(text);
  return Array.isArray(kept) ? kept : [kept];
}
