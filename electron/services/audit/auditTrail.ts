import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { StoreFailure } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import type { World } from '#electron/base/world.ts';
import type { Records } from '#electron/services/records/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';

/** Ids, UIDs, codes, counts. */
export type AuditDetails = Readonly<Record<string, string | number | boolean>>;

export interface AuditEntry {
  readonly sequence: number;
  /** Epoch ms; never before the entry above, whatever the clock says. */
  readonly at: number;
  /** What the clock said. */
  readonly wallAt: number;
  /** Minutes east of UTC at that place and time. */
  readonly offsetMinutes: number;
  /** The clock stood before the entry above. */
  readonly clockSuspect: boolean;
  readonly action: string;
  readonly details: AuditDetails;
}

export interface AuditTrail {
  /** Appends one entry. Inside the caller's transaction it stands or falls with what it records. */
  record(action: string, details?: AuditDetails): Result<AuditEntry, StoreFailure>;
  /** True while the clock stands before the last entry: times shown are not to be trusted. */
  clockSuspect(): boolean;
  /** Oldest first. */
  list(limit?: number): readonly AuditEntry[];
  /**
   * Walks the chain from its beginning or from where a walk stopped, by so many entries at most; answers the first
   * sequence number at which it does not hold.
   */
  verify(from?: ChainLink, atMost?: number): ChainVerdict;
}

/** The entry up to which the chain has been walked. */
export interface ChainLink {
  readonly sequence: number;
  readonly at: number;
  readonly hash: Uint8Array;
}

/** `next`: it held so far, and there may be more. */
export type ChainVerdict =
  | { readonly intact: true; readonly next?: ChainLink }
  | { readonly intact: false; readonly brokenAt: number };

const row = z.object({
  sequence: z.number(),
  at: z.number(),
  wall_at: z.number(),
  offset_minutes: z.number(),
  clock_suspect: z.number(),
  action: z.string(),
  details: z.string(),
  previous_hash: z.instanceof(Uint8Array),
  hash: z.instanceof(Uint8Array),
});
type Row = z.infer<typeof row>;

const actionPattern = /^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/;
const beforeFirst = new Uint8Array(32);
const beginning: ChainLink = { sequence: 0, at: Number.NEGATIVE_INFINITY, hash: beforeFirst };

export function createAuditTrail(world: World, records: Pick<Records, 'database'>): AuditTrail {
  const { database } = records;
  const selectLast = database.prepare('SELECT * FROM audit ORDER BY sequence DESC LIMIT 1');
  const selectAll = database.prepare('SELECT * FROM audit ORDER BY sequence');
  // Without a limit where it is negative.
  const selectAfter = database.prepare('SELECT * FROM audit WHERE sequence > ? ORDER BY sequence LIMIT ?');
  const selectLatest = database.prepare(
    'SELECT * FROM (SELECT * FROM audit ORDER BY sequence DESC LIMIT ?) ORDER BY sequence',
  );
  const insert = database.prepare('INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');

  const last = (): Row | undefined => {
    const found = selectLast.get();
    return found === undefined ? undefined : row.parse(found);
  };

  return {
    record(action, details = {}) {
      if (!actionPattern.test(action)) throw new Error('An audit action is a code like "report.signed".');
      return transact<AuditEntry, StoreFailure>(database, () => {
        const previous = last();
        const wallAt = Math.trunc(world.clock.now());
        const at = Math.max(wallAt, previous?.at ?? wallAt);
        const next: Omit<Row, 'hash'> = {
          sequence: (previous?.sequence ?? 0) + 1,
          at,
          wall_at: wallAt,
          offset_minutes: world.clock.offsetMinutes(wallAt),
          clock_suspect: wallAt < at ? 1 : 0,
          action,
          details: JSON.stringify(details),
          previous_hash: previous?.hash ?? beforeFirst,
        };
        insert.run(...valuesOf(next), next.previous_hash, hashOf(next));
        return succeed(entryOf(next));
      });
    },
    clockSuspect: () => world.clock.now() < (last()?.at ?? Number.NEGATIVE_INFINITY),
    list: (limit) =>
      (limit === undefined ? selectAll.all() : selectLatest.all(limit)).map((value) => entryOf(row.parse(value))),
    verify(from, atMost) {
      let link = from ?? beginning;
      let walked = 0;
      for (const value of selectAfter.iterate(from?.sequence ?? Number.MIN_SAFE_INTEGER, atMost ?? -1)) {
        const { data: found } = row.safeParse(value);
        const holds =
          found?.sequence === link.sequence + 1 &&
          found.at >= link.at &&
          same(found.previous_hash, link.hash) &&
          same(found.hash, hashOf(found));
        if (!holds) return { intact: false, brokenAt: link.sequence + 1 };
        link = found;
        walked += 1;
      }
      return walked === atMost ? { intact: true, next: link } : { intact: true };
    },
  };
}

function valuesOf(entry: Omit<Row, 'hash'>): [number, number, number, number, number, string, string] {
  const { sequence, at, wall_at, offset_minutes, clock_suspect, action, details } = entry;
  return [sequence, at, wall_at, offset_minutes, clock_suspect, action, details];
}

/** SHA-256 over the previous hash and the values as a JSON array, so that no two entries can be read as one another. */
function hashOf(entry: Omit<Row, 'hash'>): Buffer {
  return createHash('sha256')
    .update(entry.previous_hash)
    .update(JSON.stringify(valuesOf(entry)), 'utf8')
    .digest();
}

function same(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.from(one).equals(other);
}

const detailsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

function entryOf(value: Omit<Row, 'hash'>): AuditEntry {
  return {
    sequence: value.sequence,
    at: value.at,
    wallAt: value.wall_at,
    offsetMinutes: value.offset_minutes,
    clockSuspect: value.clock_suspect === 1,
    action: value.action,
    details: detailsSchema.parse(JSON.parse(value.details)),
  };
}
