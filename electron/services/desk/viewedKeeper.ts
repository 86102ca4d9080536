import { z } from 'zod';
import { attempt } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import type { World } from '#electron/base/world.ts';
import type { Records } from '#electron/services/records/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type ViewedImages, viewedImages } from '#shared/contract/viewedImages.ts';
import type { StudyRef } from '#shared/dicom/frameKey.ts';

export interface ViewedKeeper {
  read(study: StudyRef): Result<{ readonly viewed?: ViewedImages }, Failure>;
  /** On the disk when it answers, in place of what was kept of the study before. */
  save(viewed: ViewedImages): Result<void, Failure>;
}

/** After this nobody remembers what he saw: the images are not seen, and have to be looked at again. */
const keptForMs = 7 * 24 * 3_600_000;

const row = z.object({ kept_at: z.number(), state: z.string() }).optional();

export function createViewedKeeper(world: Pick<World, 'clock'>, { database }: Pick<Records, 'database'>): ViewedKeeper {
  const select = database.prepare('SELECT kept_at, state FROM viewed WHERE archive_id = ? AND study_uid = ?');
  const upsert = database.prepare(
    'INSERT INTO viewed (archive_id, study_uid, kept_at, state) VALUES (?, ?, ?, ?) ON CONFLICT (archive_id, study_uid) DO UPDATE SET kept_at = excluded.kept_at, state = excluded.state',
  );
  const removeOld = database.prepare('DELETE FROM viewed WHERE kept_at < ?');
  return {
    read({ archiveId, studyInstanceUID }) {
      const found = attempt(() => row.parse(select.get(archiveId, studyInstanceUID)));
      if (!found.ok) return found;
      if (!found.value || world.clock.now() - found.value.kept_at > keptForMs) return succeed({});
      // What cannot be read was not seen: the reader looks again, which harms nobody.
      const parsed = viewedImages.safeParse(parseJson(found.value.state));
      return succeed(parsed.success ? { viewed: parsed.data } : {});
    },
    save(viewed) {
      const { archiveId, studyInstanceUID } = viewed.study;
      const now = world.clock.now();
      return transact<void, never>(database, () => {
        removeOld.run(now - keptForMs);
        upsert.run(archiveId, studyInstanceUID, now, JSON.stringify(viewed));
        return succeed(undefined);
      });
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
