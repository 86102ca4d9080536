import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { attempt } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import type { World } from '#electron/base/world.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type ProtocolDraft, protocolDraft } from '#shared/contract/hanging.ts';

export interface DraftStore {
  /** What was being written; a draft that cannot be read is left out, and stays where it is. */
  read(): Result<readonly ProtocolDraft[], Failure>;
  /** On the disk when it answers, in the place of those before that could be read. */
  save(drafts: readonly ProtocolDraft[]): Result<void, Failure>;
}

const row = z.object({ drafts: z.string() }).optional();
/** What cannot be read is perhaps of a newer program; it is not gathered for ever. */
const mostUnreadable = 20;

interface Found {
  readonly drafts: readonly ProtocolDraft[];
  /** As it lies there: part of the list, or all of its text. */
  readonly unreadable: readonly unknown[];
}

/** Protocols that no version was kept of yet. */
export function createDraftStore({ clock }: Pick<World, 'clock'>, database: Database): DraftStore {
  const select = database.prepare('SELECT drafts FROM hanging_draft WHERE place = 1');
  const upsert = database.prepare(
    'INSERT INTO hanging_draft VALUES (1, ?, ?) ON CONFLICT (place) DO UPDATE SET kept_at = excluded.kept_at, drafts = excluded.drafts',
  );
  const find = () => foundIn(row.parse(select.get())?.drafts ?? '[]');
  return {
    read: () => attempt(() => find().drafts),
    save: (drafts) =>
      transact<void, never>(database, () => {
        const left = find().unreadable.slice(-mostUnreadable);
        upsert.run(Math.trunc(clock.now()), JSON.stringify([...drafts, ...left]));
        return succeed(undefined);
      }),
  };
}

function foundIn(text: string): Found {
  const all = listIn(text);
  const drafts: ProtocolDraft[] = [];
  const unreadable: unknown[] = [];
  for (const each of all) {
    const { data } = protocolDraft.safeParse(each);
    if (data) drafts.push(data);
    else unreadable.push(each);
  }
  return { drafts, unreadable };
}

function listIn(text: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [text];
  } catch {
    return [text];
  }
}
