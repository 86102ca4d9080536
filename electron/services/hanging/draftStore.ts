import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { attempt } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import type { World } from '#electron/base/world.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type ProtocolDraft, protocolDraft } from '#shared/contract/hanging.ts';

export interface DraftStore {
  /** What was being written; a draft that cannot be read any more is left out. */
  read(): Result<readonly ProtocolDraft[], Failure>;
  /** On the disk when it answers, in the place of those before. */
  save(drafts: readonly ProtocolDraft[]): Result<void, Failure>;
}

const row = z.object({ drafts: z.string() }).optional();

/** Protocols that no version was kept of yet. */
export function createDraftStore({ clock }: Pick<World, 'clock'>, database: Database): DraftStore {
  const select = database.prepare('SELECT drafts FROM hanging_draft WHERE place = 1');
  const upsert = database.prepare(
    'INSERT INTO hanging_draft VALUES (1, ?, ?) ON CONFLICT (place) DO UPDATE SET kept_at = excluded.kept_at, drafts = excluded.drafts',
  );
  return {
    read: () => attempt(() => draftsIn(row.parse(select.get())?.drafts ?? '[]')),
    save: (drafts) =>
      transact<void, never>(database, () => {
        upsert.run(Math.trunc(clock.now()), JSON.stringify(drafts));
        return succeed(undefined);
      }),
  };
}

function draftsIn(text: string): readonly ProtocolDraft[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed.flatMap((each) => protocolDraft.safeParse(each).data ?? []) : [];
  } catch {
    return [];
  }
}
