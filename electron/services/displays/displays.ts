import { attempt } from '#electron/base/database/storeFailure.ts';
import { transact } from '#electron/base/database/transaction.ts';
import type { Clock } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type {
  DisplayAct,
  DisplayAtSigning,
  DisplaysSnapshot,
  displays,
  JudgedDisplays,
} from '#shared/contract/displays.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { InputOf } from '#shared/contract/procedure.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { scoreTargets } from '#shared/displays/blindTargets.ts';
import { seeClock } from '#shared/displays/clockSteps.ts';
import { type GradedDisplay, isShortFor } from '#shared/displays/displayGrade.ts';
import type { DisplayPolicy } from '#shared/displays/displayPolicy.ts';
import { luminanceProblem } from '#shared/displays/luminance.ts';
import { countOn, countOnShortOnly, type ShownOn } from '#shared/displays/shownOn.ts';
import type { AuditTrail } from '../audit/index.ts';
import type { Records } from '../records/index.ts';
import { type DisplayRow, type FoundInCheck, openDisplayTables } from './displayTables.ts';
import { gradeOf, snapshotOfDisplay } from './gradedDisplay.ts';
import { openGreyCurves } from './greyCurves.ts';
import { openPolicies } from './sitePolicies.ts';

type Asked<Name extends keyof typeof displays> = InputOf<(typeof displays)[Name]>;
type Answer = Result<DisplaysSnapshot, Failure>;

export interface DisplaysParts {
  readonly clock: Clock;
  readonly records: Pick<Records, 'database'>;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly policy: DisplayPolicy;
  /** Who is at the screen. */
  readonly operator: () => string;
}

export interface Displays {
  read(): Answer;
  note(asked: Asked<'displays.note'>): Answer;
  describe(asked: Asked<'displays.describe'>): Answer;
  forget(asked: Asked<'displays.forget'>): Answer;
  recordCheck(asked: Asked<'displays.recordCheck'>): Answer;
  recordLuminance(asked: Asked<'displays.recordLuminance'>): Answer;
  setCurve(asked: Asked<'displays.setCurve'>): Answer;
  setPolicy(asked: Asked<'displays.setPolicy'>): Answer;
  /**
   * The monitors on which the images of a study were seen, graded now. `isRefused`: the site lets no final report be
   * signed, for an image was seen on none that is good enough for these modalities, or no image on any. An unknown
   * monitor is one that was never checked.
   */
  atSigning(shownOn: readonly ShownOn[], modalities: readonly string[], archiveId: ArchiveId): JudgedDisplays;
}

/** The monitors of this computer. Every change of a check or a measurement stands in the audit trail with it. */
export function createDisplays({ clock, records, audit, policy, operator }: DisplaysParts): Displays {
  const { database } = records;
  const tables = openDisplayTables(database);
  const policies = openPolicies(database);
  const curves = openGreyCurves(database);

  const clockSeen = () => seeClock(tables.readClock(), Math.trunc(clock.now()));
  /** Now, counted on over every step that the clock was set back; what was seen of it is kept. */
  const effectiveNow = (): number => {
    const seen = clockSeen();
    if (tables.readClock()?.lastSeen !== seen.lastSeen) tables.writeClock(seen);
    return seen.effective;
  };
  const graded = (row: DisplayRow, now: number): GradedDisplay => gradeOf(tables, row, now, policy);
  const snapshot = (): DisplaysSnapshot => {
    const now = clockSeen().effective;
    // A full disk keeps no clock, and hides no monitor's grade.
    attempt(effectiveNow);
    return {
      displays: tables.list().map((row) => ({
        ...snapshotOfDisplay(tables, row, graded(row, now), clock.now(), now),
        curveOn: curves.isOn(row.displayId),
      })),
      policies: policies.list(),
      unsaidAct: policies.unsaidAct(),
    };
  };
  const change = (work: () => Result<unknown, Failure>): Answer => {
    const changed = transact(database, work);
    return changed.ok ? attempt(snapshot) : changed;
  };
  const known = (displayId: string): boolean => tables.list().some((row) => row.displayId === displayId);
  const append = (displayId: string, event: Parameters<typeof tables.append>[0], details: Record<string, number>) => {
    tables.append(event);
    return audit.record(event.kind === 'luminance' ? 'display.measured' : 'display.checked', {
      displayId,
      kind: event.kind,
      ...details,
    });
  };

  return {
    read: () => attempt(snapshot),
    note: (asked) =>
      change(() => {
        for (const facts of asked.displays) tables.note(facts, Math.trunc(clock.now()));
        return succeed(undefined);
      }),
    describe: ({ displayId, name, widthMm }) =>
      change(() => {
        if (!known(displayId)) return fail(failureOf('NotFound'));
        if (name !== undefined) tables.setName(displayId, name);
        if (widthMm === undefined) return succeed(undefined);
        // The width is the pitch, and the pitch is part of the grade; 0: it is not known any more.
        tables.setWidth(displayId, widthMm ?? undefined);
        return audit.record('display.described', { displayId, widthMm: widthMm ?? 0 });
      }),
    forget: ({ displayId }) =>
      change(() => {
        if (!known(displayId)) return fail(failureOf('NotFound'));
        tables.forget(displayId);
        return audit.record('display.forgotten', { displayId });
      }),
    recordCheck: ({ displayId, kind, ambient, aidsOff, pattern, targets }) =>
      change(() => {
        if (!known(displayId)) return fail(failureOf('NotFound'));
        const score = scoreTargets(kind, policy.targets, targets as Parameters<typeof scoreTargets>[2]);
        const passed = score.passed && Object.values(pattern).every(Boolean);
        const found: FoundInCheck = { ...score, passed, aidsOff, ambient, pattern };
        const [at, effectiveAt] = [Math.trunc(clock.now()), effectiveNow()];
        return append(
          displayId,
          { displayId, kind, at, effectiveAt, operator: operator(), found },
          { passed: Number(passed), found: score.found, hidden: score.hidden, falseAlarms: score.falseAlarms },
        );
      }),
    recordLuminance: ({ displayId, levels, ambient }) =>
      change(() => {
        if (!known(displayId)) return fail(failureOf('NotFound'));
        const reason = luminanceProblem({ levels, ambient });
        if (reason) return fail(failureOf('InvalidInput', { reason }));
        const [at, effectiveAt] = [Math.trunc(clock.now()), effectiveNow()];
        const found = { levels, ambient };
        // The monitor may have another curve of its own since: that it has none is to be said anew.
        curves.set(displayId, false);
        return append(
          displayId,
          { displayId, kind: 'luminance', at, effectiveAt, operator: operator(), found },
          { levels: levels.length },
        );
      }),
    setCurve: ({ displayId, on }) =>
      change(() => {
        if (!known(displayId)) return fail(failureOf('NotFound'));
        if (on && !tables.latestLuminance(displayId)) return fail(failureOf('InvalidInput', { reason: 'notMeasured' }));
        curves.set(displayId, on);
        return audit.record('display.curveSet', { displayId, on: Number(on) });
      }),
    setPolicy: ({ archiveId, act }) =>
      change(() => {
        policies.set(archiveId, act);
        return audit.record('display.policySet', { archiveId, act });
      }),
    atSigning(shownOn, modalities, archiveId) {
      // Only looks: a preview is no reason to write, and a full disk none to have no preview.
      const now = clockSeen().effective;
      const rows = tables.list();
      const ids = [...new Set(shownOn.flatMap(({ displays }) => displays))];
      const displays = ids.map((displayId): DisplayAtSigning => {
        const images = countOn(shownOn, displayId);
        const row = rows.find((each) => each.displayId === displayId);
        if (!row) return { name: '?', grade: 'reviewOnly', short: true, images };
        const grade = graded(row, now);
        const checked = tables.latestCheck(displayId, 'full');
        return {
          name: row.name || row.facts.label || `${row.facts.widthPx} × ${row.facts.heightPx}`,
          grade: grade.grade,
          ...(checked && { checkedAt: checked.at }),
          short: isShortFor(grade, modalities, policy),
          images,
        };
      });
      const act: DisplayAct = policies.of(archiveId);
      const isShort = (displayId: string) => displays[ids.indexOf(displayId)]?.short ?? true;
      const imagesOnShortOnly = countOnShortOnly(shownOn, isShort);
      const wasSeenWell = imagesOnShortOnly === 0 && displays.some(({ short }) => !short);
      return { displays, imagesOnShortOnly, isRefused: act === 'blockFinal' && !wasSeenWell };
    },
  };
}
