import { z } from 'zod';
import type { Database } from '#electron/base/database/openDatabase.ts';
import { ambientLight, displayFacts, type PatternAnswers, patternAnswers } from '#shared/contract/displays.ts';
import type { ClockSeen } from '#shared/displays/clockSteps.ts';
import type { DisplayFacts } from '#shared/displays/display.ts';

const displayRow = z
  .object({
    display_id: z.string(),
    facts: z.string(),
    name: z.string(),
    width_mm: z.number().nullable(),
    seen_at: z.number(),
  })
  .transform(({ display_id, facts, name, width_mm, seen_at }) => ({
    displayId: display_id,
    facts: displayFacts.parse(JSON.parse(facts)) as DisplayFacts,
    name,
    widthMm: width_mm ?? undefined,
    seenAt: seen_at,
  }));
export type DisplayRow = z.output<typeof displayRow>;

/** What a check found; read with a schema that forgives what a later program adds. */
const foundInCheck = z.object({
  passed: z.boolean(),
  aidsOff: z.boolean(),
  ambient: ambientLight,
  found: z.number().int(),
  hidden: z.number().int(),
  falseAlarms: z.number().int(),
  missed: z.record(z.string(), z.number().int()),
  pattern: patternAnswers,
});
export type FoundInCheck = z.output<typeof foundInCheck> & { readonly pattern: PatternAnswers };
const foundByPhotometer = z.object({ levels: z.array(z.number()), ambient: z.number() });
export type FoundByPhotometer = z.output<typeof foundByPhotometer>;

const eventRow = z.object({
  kind: z.enum(['full', 'daily', 'luminance']),
  at: z.number(),
  effective_at: z.number(),
  operator: z.string(),
  found: z.string(),
});

export interface CheckRow {
  readonly kind: 'full' | 'daily';
  readonly at: number;
  readonly effectiveAt: number;
  readonly operator: string;
  readonly found: FoundInCheck;
}
export interface LuminanceRow extends Omit<CheckRow, 'kind' | 'found'> {
  readonly found: FoundByPhotometer;
}

export interface NewEvent {
  readonly displayId: string;
  readonly kind: 'full' | 'daily' | 'luminance';
  readonly at: number;
  readonly effectiveAt: number;
  readonly operator: string;
  readonly found: FoundInCheck | FoundByPhotometer;
}

export type DisplayTables = ReturnType<typeof openDisplayTables>;

/** The statements of monitors and of what was found on them. Throws what SQLite throws; callers wrap in `attempt`. */
export function openDisplayTables(database: Database) {
  const all = database.prepare(
    'SELECT display_id, facts, name, width_mm, seen_at FROM display ORDER BY seen_at DESC, rowid',
  );
  const note = database.prepare(`
    INSERT INTO display (display_id, facts, seen_at) VALUES (@displayId, @facts, @at)
    ON CONFLICT (display_id) DO UPDATE SET facts = excluded.facts, seen_at = excluded.seen_at`);
  const setName = database.prepare('UPDATE display SET name = ? WHERE display_id = ?');
  const setWidth = database.prepare('UPDATE display SET width_mm = ? WHERE display_id = ?');
  const forget = database.prepare('DELETE FROM display WHERE display_id = ?');
  const latest = database.prepare(
    'SELECT * FROM display_event WHERE display_id = ? AND kind = ? ORDER BY sequence DESC LIMIT 1',
  );
  const append = database.prepare(`
    INSERT INTO display_event (display_id, kind, at, effective_at, operator, found)
    VALUES (@displayId, @kind, @at, @effectiveAt, @operator, @found)`);
  const clock = database.prepare('SELECT last_seen, set_back_ms FROM display_clock WHERE id = 1');
  const setClock = database.prepare('INSERT OR REPLACE INTO display_clock VALUES (1, ?, ?)');
  const readEvent = (displayId: string, kind: NewEvent['kind']) => {
    const row = latest.get(displayId, kind);
    return row === undefined ? undefined : eventRow.parse(row);
  };
  const common = ({ at, effective_at, operator }: z.output<typeof eventRow>) => ({
    at,
    effectiveAt: effective_at,
    operator,
  });

  return {
    list: (): readonly DisplayRow[] => all.all().map((row) => displayRow.parse(row)),
    note: (facts: DisplayFacts, at: number) =>
      note.run({ displayId: facts.displayId, facts: JSON.stringify(facts), at }),
    setName: (displayId: string, name: string) => setName.run(name, displayId),
    setWidth: (displayId: string, widthMm: number | undefined) => setWidth.run(widthMm ?? null, displayId),
    /** Checks stay: they are a log that is only appended to. */
    forget: (displayId: string) => forget.run(displayId),
    latestCheck(displayId: string, kind: 'full' | 'daily'): CheckRow | undefined {
      const row = readEvent(displayId, kind);
      return row && { ...common(row), kind, found: foundInCheck.parse(JSON.parse(row.found)) };
    },
    latestLuminance(displayId: string): LuminanceRow | undefined {
      const row = readEvent(displayId, 'luminance');
      return row && { ...common(row), found: foundByPhotometer.parse(JSON.parse(row.found)) };
    },
    append: (event: NewEvent) => append.run({ ...event, found: JSON.stringify(event.found) }),
    readClock(): ClockSeen | undefined {
      const row = clock.get();
      if (row === undefined) return undefined;
      const { last_seen, set_back_ms } = z.object({ last_seen: z.number(), set_back_ms: z.number() }).parse(row);
      return { lastSeen: last_seen, setBackMs: set_back_ms };
    },
    writeClock: ({ lastSeen, setBackMs }: ClockSeen) => setClock.run(lastSeen, setBackMs),
  };
}
