import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { attempt } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import type { World } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { type Protocol, protocolSchema } from '#shared/hanging/protocol.ts';

/** More protocols than this were not written by readers. */
export const mostKeptProtocols = 500;
const longestId = 64;
/** Protocols that are checked in one turn. */
const checkedATurn = 10;

export interface KeptProtocols {
  /** The newest version of each, by id. */
  readonly protocols: readonly Protocol[];
  /** Ids of those whose newest version cannot be read. */
  readonly unreadable: readonly string[];
}

export interface ProtocolStore {
  /** Checks what is kept a few at a time, so that `readNewest` need not check hundreds at once. */
  prepare(): Promise<void>;
  readNewest(): Result<KeptProtocols, Failure>;
  /** Newest first; versions that cannot be read are left out. */
  readVersions(id: string): Result<readonly Protocol[], Failure>;
  /** On the disk when it answers. See `hanging.save`. */
  save(protocol: Protocol, isNew: boolean): Result<{ readonly protocol: Protocol; readonly over?: number }, Failure>;
}

const row = z.object({ protocol_id: z.string(), version: z.number(), protocol: z.string() });
const maximum = z.object({ version: z.number().nullable() });
const counted = z.object({ ids: z.number() });

/** Every version that was ever kept; what holds is the newest of each id, even where that says "disabled". */
export function createProtocolStore({ clock }: Pick<World, 'clock'>, database: Database): ProtocolStore {
  const selectNewest = database.prepare(
    `SELECT protocol_id, version, protocol FROM hanging_protocol AS one WHERE version =
       (SELECT max(version) FROM hanging_protocol WHERE protocol_id = one.protocol_id) ORDER BY protocol_id`,
  );
  const selectVersions = database.prepare(
    'SELECT protocol_id, version, protocol FROM hanging_protocol WHERE protocol_id = ? ORDER BY version DESC',
  );
  const selectMaximum = database.prepare('SELECT max(version) AS version FROM hanging_protocol WHERE protocol_id = ?');
  const countIds = database.prepare('SELECT count(DISTINCT protocol_id) AS ids FROM hanging_protocol');
  const insert = database.prepare('INSERT INTO hanging_protocol VALUES (?, ?, ?, ?)');
  /** What was read or written once is not checked again: no row is ever changed. */
  const known = new Map<string, Protocol | undefined>();
  const parse = (value: unknown): { readonly id: string; readonly protocol: Protocol | undefined } => {
    const { protocol_id: id, version, protocol: text } = row.parse(value);
    const name = `${id} ${version}`;
    if (!known.has(name)) known.set(name, protocolIn(text, id, version));
    return { id, protocol: known.get(name) };
  };
  const newestOf = (id: string) => maximum.parse(selectMaximum.get(id)).version ?? 0;
  const freeId = (id: string): string => {
    for (let number = 2; ; number += 1) {
      const ending = `-${number}`;
      const next = `${id.slice(0, longestId - ending.length)}${ending}`;
      if (newestOf(next) === 0) return next;
    }
  };

  return {
    async prepare() {
      const rows = attempt(() => selectNewest.all());
      for (const [index, value] of (rows.ok ? rows.value : []).entries()) {
        if (index % checkedATurn === checkedATurn - 1) await nextTurn();
        parse(value);
      }
    },
    readNewest: () =>
      attempt(() => {
        const rows = selectNewest.all().map(parse);
        return {
          protocols: rows.flatMap(({ protocol }) => protocol ?? []),
          unreadable: rows.flatMap(({ id, protocol }) => (protocol ? [] : [id])),
        };
      }),
    readVersions: (id) => attempt(() => selectVersions.all(id).flatMap((value) => parse(value).protocol ?? [])),
    save(protocol, isNew) {
      const written = transact(database, (): Result<{ protocol: Protocol; newest: number }, Failure> => {
        const id = isNew && newestOf(protocol.id) > 0 ? freeId(protocol.id) : protocol.id;
        const newest = newestOf(id);
        if (newest === 0 && counted.parse(countIds.get()).ids >= mostKeptProtocols) {
          return fail(failureOf('InvalidInput', { reason: 'tooMany' }));
        }
        const kept = { ...protocol, id, version: newest + 1 };
        insert.run(id, kept.version, Math.trunc(clock.now()), JSON.stringify(kept));
        return succeed({ protocol: kept, newest });
      });
      if (!written.ok) return written;
      const { protocol: kept, newest } = written.value;
      known.set(`${kept.id} ${kept.version}`, kept);
      const isOver = newest > 0 && protocol.version !== newest;
      return succeed({ protocol: kept, ...(isOver && { over: newest }) });
    },
  };
}

function protocolIn(text: string, id: string, version: number): Protocol | undefined {
  try {
    const { data } = protocolSchema.safeParse(JSON.parse(text));
    return data?.id === id && data.version === version ? data : undefined;
  } catch {
    return undefined;
  }
}
