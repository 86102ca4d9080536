import { z } from 'zod';
import { attempt } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import type { World } from '#electron/base/world.ts';
import type { Records } from '#electron/services/records/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import { type KeptDesk, keptDesk } from '#shared/contract/desk.ts';
import type { Failure } from '#shared/contract/failures.ts';

export interface DeskKeeper {
  /** What lay on the desk; `dropped` where something did and cannot be read, which is let go. */
  read(): Result<{ readonly desk?: KeptDesk; readonly dropped: boolean }, Failure>;
  /** On the disk when it answers; undefined: nothing lies there any more. */
  save(desk: KeptDesk | undefined): Result<void, Failure>;
}

/** After this nobody goes on where he was: a desk of last month would open a study that nobody is reading. */
const keptForMs = 7 * 24 * 3_600_000;

const row = z.object({ kept_at: z.number(), state: z.string() }).optional();

export function createDeskKeeper(world: Pick<World, 'clock'>, { database }: Pick<Records, 'database'>): DeskKeeper {
  const select = database.prepare('SELECT kept_at, state FROM desk WHERE place = 1');
  const upsert = database.prepare(
    'INSERT INTO desk (place, kept_at, state) VALUES (1, ?, ?) ON CONFLICT (place) DO UPDATE SET kept_at = excluded.kept_at, state = excluded.state',
  );
  const remove = database.prepare('DELETE FROM desk');
  const run = (write: () => unknown) =>
    transact<void, never>(database, () => {
      write();
      return succeed(undefined);
    });
  return {
    read() {
      const found = attempt(() => row.parse(select.get()));
      if (!found.ok) return found;
      if (!found.value) return succeed({ dropped: false });
      const age = world.clock.now() - found.value.kept_at;
      const parsed = keptDesk.safeParse(parseJson(found.value.state));
      if (parsed.success && age <= keptForMs) return succeed({ desk: parsed.data, dropped: false });
      const removed = run(() => remove.run());
      return removed.ok ? succeed({ dropped: true }) : removed;
    },
    save(desk) {
      const text = desk && JSON.stringify(desk);
      return run(() => (text === undefined ? remove.run() : upsert.run(world.clock.now(), text)));
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
