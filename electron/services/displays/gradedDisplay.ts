import type { DisplayCheck, KnownDisplay } from '#shared/contract/displays.ts';
import type { DisplayFacts } from '#shared/displays/display.ts';
import {
  type DisplayKnowledge,
  displayGrades,
  type GradedDisplay,
  gradeDisplay,
} from '#shared/displays/displayGrade.ts';
import type { DisplayPolicy } from '#shared/displays/displayPolicy.ts';
import { judgeLuminance } from '#shared/displays/luminance.ts';
import type { CheckRow, DisplayRow, DisplayTables } from './displayTables.ts';

const day = 86_400_000;

/**
 * The grade of a monitor at an effective time. Equal monitors are told apart by their place alone, so that one may stand
 * under the other's name once they were moved: each has the grade of the worst of them.
 */
export function gradeOf(tables: DisplayTables, row: DisplayRow, now: number, policy: DisplayPolicy): GradedDisplay {
  const own = gradeAlone(tables, row, now, policy);
  const worst = twinsOf(tables, row)
    .map((twin) => gradeAlone(tables, twin, now, policy))
    .reduce((one, other) => (rank(other) > rank(one) ? other : one), own);
  return worst === own ? own : { ...worst, reasons: ['identityUnsure', ...worst.reasons] };
}

function rank({ grade, mammography }: GradedDisplay): number {
  return displayGrades.indexOf(grade) * 2 + (mammography ? 0 : 1);
}

/** Not one that was last seen well before what is known of this one was found: it was alone then. */
function twinsOf(tables: DisplayTables, { displayId, facts }: DisplayRow): readonly DisplayRow[] {
  if (facts.source === 'screen') return [];
  const found = [tables.latestCheck(displayId, 'full'), tables.latestLuminance(displayId)].flatMap(
    (each) => each?.at ?? [],
  );
  const since = Math.min(...found, Number.POSITIVE_INFINITY) - day;
  const isEqual = ({ label, widthPx, heightPx, source }: DisplayFacts) =>
    label === facts.label && widthPx === facts.widthPx && heightPx === facts.heightPx && source === facts.source;
  return tables.list().filter((each) => each.displayId !== displayId && isEqual(each.facts) && each.seenAt >= since);
}

function gradeAlone(tables: DisplayTables, row: DisplayRow, now: number, policy: DisplayPolicy): GradedDisplay {
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

/**
 * A monitor as the reading side sees it; `clockNow` is what the computer's clock says, by which times are shown, `now`
 * the time by which ages are counted.
 */
export function snapshotOfDisplay(
  tables: DisplayTables,
  row: DisplayRow,
  graded: GradedDisplay,
  clockNow: number,
  now: number,
): Omit<KnownDisplay, 'curveOn'> {
  const checks = checksOf(tables, row.displayId);
  const full = checks.find(({ kind }) => kind === 'full');
  const [last] = [...checks].sort((one, other) => other.effectiveAt - one.effectiveAt);
  const reading = tables.latestLuminance(row.displayId);
  const result = reading && judgeLuminance(reading.found);
  // What the clock was set back since something was found counts as its age, and makes it look younger than it is.
  const setBackMs = Math.max(
    0,
    ...[full, reading].flatMap((each) =>
      each && each.at <= clockNow ? now - clockNow - (each.effectiveAt - each.at) : [],
    ),
  );
  return {
    facts: row.facts,
    name: row.name,
    ...(row.widthMm !== undefined && { widthMm: row.widthMm }),
    grade: graded.grade,
    reasons: [...graded.reasons],
    dailyDue: graded.dailyDue,
    ...(setBackMs >= day && { clockSetBackDays: Math.floor(setBackMs / day) }),
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
