import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { attempt } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import type { World } from '#electron/base/world.ts';
import { compareText } from '#shared/base/compareText.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { HangCount, HangEvent } from '#shared/contract/hanging.ts';

/** About half a year of a full list. By their number and not by their age: a clock that jumps would empty them. */
export const mostHangEvents = 10_000;

export interface HangEvents {
  /** Kept, or in place of what was noted of the same hanging before. */
  note(event: HangEvent): Result<void, Failure>;
  /** By protocol, Modality and body part, the most hung first; nothing else waits while they are counted. */
  counts(): Promise<Result<readonly HangCount[], Failure>>;
}

/** What is counted of a row; one that holds none of it is not counted. */
const countedEvent = z.object({
  protocolId: z.string(),
  modality: z.string(),
  bodyPart: z.string(),
  decidedMs: z.number(),
  changes: z.record(z.string(), z.number()),
});
type CountedEvent = z.infer<typeof countedEvent>;
const row = z.object({ sequence: z.number(), event: z.string() });
/** Rows that are read in one turn. */
const rowsATurn = 500;

export function createHangEvents({ clock }: Pick<World, 'clock'>, database: Database): HangEvents {
  const upsert = database.prepare(
    `INSERT INTO hang_event (event_id, at, event) VALUES (?, ?, ?)
     ON CONFLICT (event_id) DO UPDATE SET event = excluded.event`,
  );
  const removeOldest = database.prepare(
    'DELETE FROM hang_event WHERE sequence <= (SELECT max(sequence) FROM hang_event) - ?',
  );
  const selectAfter = database.prepare(
    'SELECT sequence, event FROM hang_event WHERE sequence > ? ORDER BY sequence LIMIT ?',
  );
  return {
    note: (event) =>
      transact<void, never>(database, () => {
        upsert.run(event.id, Math.trunc(clock.now()), JSON.stringify(event));
        removeOldest.run(mostHangEvents);
        return succeed(undefined);
      }),
    async counts() {
      const events: CountedEvent[] = [];
      for (let after = 0; ; ) {
        const rows = attempt(() => selectAfter.all(after, rowsATurn).map((value) => row.parse(value)));
        if (!rows.ok) return rows;
        events.push(...rows.value.flatMap(({ event }) => eventIn(event) ?? []));
        const last = rows.value.at(-1);
        if (!last || rows.value.length < rowsATurn) return succeed(countsOf(events));
        after = last.sequence;
        await nextTurn();
        // The profile may have been closed meanwhile.
        if (!database.open) return fail(failureOf('StoreLocked'));
      }
    },
  };
}

function eventIn(text: string): CountedEvent | undefined {
  try {
    return countedEvent.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function countsOf(events: readonly CountedEvent[]): HangCount[] {
  const groups = new Map<string, CountedEvent[]>();
  for (const event of events) {
    const name = JSON.stringify([event.protocolId, event.modality, event.bodyPart]);
    const group = groups.get(name);
    if (group) group.push(event);
    else groups.set(name, [event]);
  }
  const byName = [...groups].sort(([one, some], [other, more]) => more.length - some.length || compareText(one, other));
  return byName.flatMap(([, group]) => {
    const [first] = group;
    return first ? [countOf(first, group)] : [];
  });
}

function countOf({ protocolId, modality, bodyPart }: CountedEvent, group: readonly CountedEvent[]): HangCount {
  const changes = new Map<string, number>();
  let untouched = 0;
  for (const event of group) {
    const made = Object.entries(event.changes).filter(([, times]) => times > 0);
    if (made.length === 0) untouched += 1;
    for (const [kind, times] of made) changes.set(kind, (changes.get(kind) ?? 0) + times);
  }
  return {
    protocolId,
    modality,
    bodyPart,
    hangs: group.length,
    untouched,
    changes: Object.fromEntries(changes),
    medianDecidedMs: medianOf(group.map(({ decidedMs }) => decidedMs)),
  };
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}
