import { type DisplayFacts, megapixelsOf, pitchOf } from './display.ts';
import type { CheckKind, DisplayPolicy } from './displayPolicy.ts';
import type { LuminanceResult } from './luminance.ts';

export const displayGrades = ['diagnostic', 'remoteLimited', 'reviewOnly'] as const;
export type DisplayGrade = (typeof displayGrades)[number];

/** Why a monitor has no better grade. */
export const displayReasons = [
  'neverChecked',
  'checkFailed',
  'checkExpired',
  'dailyDue',
  'aidsOn',
  'identityUnsure',
  'megapixels',
  'bits',
  'pitchUnknown',
  'pitch',
  'luminanceUnknown',
  'luminanceExpired',
  'minimumLuminance',
  'maximumLuminance',
  'luminanceRatio',
  'gsdfError',
] as const;
export type DisplayReason = (typeof displayReasons)[number];

export interface PassedOrFailed {
  readonly kind: CheckKind;
  readonly passed: boolean;
  /** Age in milliseconds, counted so that no change of the clock makes it younger. */
  readonly ageMs: number;
  /** Night light, automatic brightness and the like were said to be off. */
  readonly aidsOff: boolean;
}

/** What is known of a monitor when it is graded. */
export interface DisplayKnowledge {
  readonly facts: DisplayFacts;
  readonly widthMm: number | undefined;
  /** The latest of each kind. */
  readonly checks: readonly PassedOrFailed[];
  readonly luminance: (LuminanceResult & { readonly ageMs: number }) | undefined;
}

export interface GradedDisplay {
  readonly grade: DisplayGrade;
  readonly reasons: readonly DisplayReason[];
  /** Until the full check counts no more; absent where there is none to expire. */
  readonly expiresInMs?: number;
  readonly dailyDue: boolean;
  /** Meets the mammography row as well. */
  readonly mammography: boolean;
}

const day = 86_400_000;

/**
 * The grade of a monitor (reading.md K): *review only* without a visual test in date, *remote-limited* with one but
 * something short or unknown, *diagnostic* otherwise.
 */
export function gradeDisplay(known: DisplayKnowledge, policy: DisplayPolicy): GradedDisplay {
  const tested = visualTest(known.checks, policy.check);
  const short = shortcomings(known, policy);
  const grade = tested.reason ? 'reviewOnly' : short.length > 0 ? 'remoteLimited' : 'diagnostic';
  const { dailyDue } = tested;
  return {
    grade,
    reasons: [...(tested.reason ? [tested.reason] : dailyDue ? (['dailyDue'] as const) : []), ...short],
    ...(tested.expiresInMs !== undefined && { expiresInMs: tested.expiresInMs }),
    dailyDue,
    mammography: grade === 'diagnostic' && meetsMammography(known, policy.mammography),
  };
}

function visualTest(
  checks: readonly PassedOrFailed[],
  { fullDays, dailyHours, dailyRequired }: DisplayPolicy['check'],
) {
  const full = checks.find(({ kind }) => kind === 'full');
  const daily = checks.find(({ kind }) => kind === 'daily');
  const lastLook = Math.min(...checks.map(({ ageMs }) => ageMs), Number.POSITIVE_INFINITY);
  const dailyDue = full !== undefined && lastLook >= dailyHours * 3_600_000;
  const failed = (check: PassedOrFailed | undefined, since: number) => check && !check.passed && check.ageMs <= since;
  if (!full) return { reason: 'neverChecked' as const, dailyDue };
  const expiresInMs = fullDays * day - full.ageMs;
  // A full check that was passed later answers a daily one that was not; a later daily one does not answer a full one.
  if (!full.passed || failed(daily, full.ageMs)) return { reason: 'checkFailed' as const, dailyDue };
  if (expiresInMs <= 0) return { reason: 'checkExpired' as const, dailyDue, expiresInMs };
  if (dailyDue && dailyRequired) return { reason: 'dailyDue' as const, dailyDue, expiresInMs };
  return { reason: undefined, dailyDue, expiresInMs };
}

function shortcomings(known: DisplayKnowledge, { diagnostic, check }: DisplayPolicy): readonly DisplayReason[] {
  const { facts, widthMm, luminance } = known;
  const pitch = pitchOf(facts, widthMm);
  const found: (DisplayReason | false)[] = [
    known.checks.some(({ kind, aidsOff }) => kind === 'full' && !aidsOff) && 'aidsOn',
    // Two equal monitors cannot be told apart by what a page is told without asking.
    facts.source === 'screen' && 'identityUnsure',
    megapixelsOf(facts) < diagnostic.megapixels && 'megapixels',
    facts.depthBits < diagnostic.bits && 'bits',
    pitch === undefined ? 'pitchUnknown' : pitch > diagnostic.pitchMm && 'pitch',
  ];
  if (!luminance) found.push('luminanceUnknown');
  else if (luminance.ageMs >= check.luminanceDays * day) found.push('luminanceExpired');
  else
    found.push(
      luminance.minimum < diagnostic.minimumLuminance && 'minimumLuminance',
      luminance.maximum < diagnostic.maximumLuminance && 'maximumLuminance',
      luminance.ratio < diagnostic.luminanceRatio && 'luminanceRatio',
      luminance.gsdfErrorPercent > diagnostic.gsdfErrorPercent && 'gsdfError',
    );
  return found.filter((reason) => reason !== false);
}

function meetsMammography(
  { facts, widthMm, luminance }: DisplayKnowledge,
  wanted: DisplayPolicy['mammography'],
): boolean {
  return (
    wanted.allowed &&
    megapixelsOf(facts) >= wanted.megapixels &&
    (pitchOf(facts, widthMm) ?? Number.POSITIVE_INFINITY) <= wanted.pitchMm &&
    (luminance?.maximum ?? 0) >= wanted.maximumLuminance
  );
}

/** Whether a monitor of this grade falls short for a study of these modalities. */
export function isShortFor(
  { grade, mammography }: Pick<GradedDisplay, 'grade' | 'mammography'>,
  modalities: readonly string[],
  policy: Pick<DisplayPolicy, 'mammography' | 'remoteModalities'>,
): boolean {
  if (grade === 'reviewOnly') return true;
  if (!mammography && modalities.some((modality) => policy.mammography.modalities.includes(modality))) return true;
  return grade === 'remoteLimited' && modalities.some((modality) => !policy.remoteModalities.includes(modality));
}

/**
 * How many image pixels share one pixel of the panel, where a radiograph is shown on less than the megapixels asked for
 * and smaller than it is; undefined where nothing need be said.
 */
export function zoomedOut(
  image: { readonly columns: number; readonly rows: number; readonly modality: string },
  panelPixelsPerImagePixel: number,
  { projection }: Pick<DisplayPolicy, 'projection'>,
): number | undefined {
  if (!projection.modalities.includes(image.modality) || !(panelPixelsPerImagePixel > 0)) return undefined;
  const shown = (image.columns * image.rows * panelPixelsPerImagePixel ** 2) / 1e6;
  const isWhole = panelPixelsPerImagePixel >= 0.999;
  return isWhole || shown >= projection.imageMegapixels ? undefined : 1 / panelPixelsPerImagePixel;
}
