import type { DisplayCheck, KnownDisplay } from '#shared/contract/displays.ts';
import { type DisplayKnowledge, type GradedDisplay, gradeDisplay } from '#shared/displays/displayGrade.ts';
import type { DisplayPolicy } from '#shared/displays/displayPolicy.ts';
import { judgeLuminance } from '#shared/displays/luminance.ts';
import type { CheckRow, DisplayRow, DisplayTables } from './displayTables.ts';

/** The grade of a monitor at an effective time. */
export function gradeOf(tables: DisplayTables, row: DisplayRow, now: number, policy: DisplayPolicy): GradedDisplay {
  const checks = checksOf(tables, row.displayId).map(({ kind, effectiveAt, found }) => ({
    kind,
    passed: found.passed,
    aidsOff: found.aidsOff,
    ageMs: now - effectiveAt,
  }));
  const reading = tables.latestLuminance(row.displayId);
  const result = reading && judgeLuminance(reading.found);
  const luminance: DisplayKnowledge['luminance'] =
    reading && result ? { ...result, ageMs: now - reading.effectiveAt } : undefined;
  return gradeDisplay({ facts: row.facts, widthMm: row.widthMm, checks, luminance }, policy);
}

/** A monitor as the reading side sees it; `clockNow` is what the computer's clock says, by which times are shown. */
export function snapshotOfDisplay(
  tables: DisplayTables,
  row: DisplayRow,
  graded: GradedDisplay,
  clockNow: number,
): KnownDisplay {
  const checks = checksOf(tables, row.displayId);
  const full = checks.find(({ kind }) => kind === 'full');
  const [last] = [...checks].sort((one, other) => other.effectiveAt - one.effectiveAt);
  const reading = tables.latestLuminance(row.displayId);
  const result = reading && judgeLuminance(reading.found);
  return {
    facts: row.facts,
    name: row.name,
    ...(row.widthMm !== undefined && { widthMm: row.widthMm }),
    grade: graded.grade,
    reasons: [...graded.reasons],
    dailyDue: graded.dailyDue,
    mammography: graded.mammography,
    ...(graded.expiresInMs !== undefined && { expiresAt: clockNow + graded.expiresInMs }),
    ...(full && { lastFull: checkOf(full) }),
    ...(last && { lastCheck: checkOf(last) }),
    ...(reading &&
      result && { luminance: { at: reading.at, operator: reading.operator, ...reading.found, ...result } }),
  };
}

function checksOf(tables: DisplayTables, displayId: string): readonly CheckRow[] {
  return (['full', 'daily'] as const).flatMap((kind) => tables.latestCheck(displayId, kind) ?? []);
}

function checkOf({ kind, at, operator, found }: CheckRow): DisplayCheck {
  const { ambient, passed, hidden, falseAlarms } = found;
  return { kind, at, operator, ambient, passed, found: found.found, hidden, falseAlarms };
}
