import { z } from 'zod';
import { displayGrades, displayReasons } from '../displays/displayGrade.ts';
import { targetZones } from '../displays/displayPolicy.ts';
import { archiveId } from './identifiers.ts';
import { procedure } from './procedure.ts';

const displayId = z.string().min(1).max(120);
const level = z.number().int().min(0).max(255);
const place = z.number().int().min(1).max(9).nullable();

/** What the computer says of a monitor. */
export const displayFacts = z.object({
  displayId,
  label: z.string().max(120),
  widthPx: z.number().int().min(1).max(100_000),
  heightPx: z.number().int().min(1).max(100_000),
  scale: z.number().min(0.1).max(20),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  depthBits: z.number().int().min(1).max(32),
  refreshHz: z.number().min(0).max(2_000).optional(),
  internal: z.boolean().optional(),
  source: z.enum(['shell', 'windowManagement', 'screen']),
});

/** What the eye said of the pattern, before the blind targets. */
export const patternAnswers = z.object({
  /** Sixteen patches, each apart from its neighbours. */
  patches: z.boolean(),
  /** The 5 % square in black. */
  darkSquare: z.boolean(),
  /** The 95 % square in white. */
  brightSquare: z.boolean(),
  /** Ramps go up without a step or a stripe. */
  ramps: z.boolean(),
  /** Line pairs stand apart and the letters in the corners can be read. */
  lines: z.boolean(),
});
export type PatternAnswers = z.infer<typeof patternAnswers>;

/** The room while a check was made: dark as a reading room, dim, or lit as an office. */
export const ambientLight = z.enum(['dark', 'dim', 'lit']);
export type AmbientLight = z.infer<typeof ambientLight>;

const checkKind = z.enum(['full', 'daily']);

export const displayCheck = z.object({
  kind: checkKind,
  at: z.number(),
  operator: z.string(),
  ambient: ambientLight,
  passed: z.boolean(),
  found: z.number().int(),
  hidden: z.number().int(),
  falseAlarms: z.number().int(),
});
export type DisplayCheck = z.infer<typeof displayCheck>;

export const luminanceResult = z.object({
  at: z.number(),
  operator: z.string(),
  levels: z.array(z.number()),
  ambient: z.number(),
  minimum: z.number(),
  maximum: z.number(),
  ratio: z.number(),
  gsdfErrorPercent: z.number(),
  worstStep: z.number().int(),
});

export const knownDisplay = z.object({
  facts: displayFacts,
  /** What the reader calls it. */
  name: z.string(),
  widthMm: z.number().optional(),
  grade: z.enum(displayGrades),
  reasons: z.array(z.enum(displayReasons)),
  dailyDue: z.boolean(),
  mammography: z.boolean(),
  /** The clock was set back by so many days since the full check or the measurement; they count as age all the same. */
  clockSetBackDays: z.number().int().min(1).optional(),
  /** When the full check counts no more, epoch ms by this computer's clock now. */
  expiresAt: z.number().optional(),
  /** The latest full check, and the latest of any kind. */
  lastFull: displayCheck.optional(),
  lastCheck: displayCheck.optional(),
  luminance: luminanceResult.optional(),
  /** The reader wants grey images corrected to the GSDF here; a new measurement ends it. */
  curveOn: z.boolean(),
});
export type KnownDisplay = z.infer<typeof knownDisplay>;

/** What happens when a report is signed on a monitor short for the study. */
export const displayAct = z.enum(['warn', 'blockFinal']);
export type DisplayAct = z.infer<typeof displayAct>;

export const displaysSnapshot = z.object({
  displays: z.array(knownDisplay),
  policies: z.array(z.object({ archiveId, act: displayAct })),
  /** Of a site that is not among them. */
  unsaidAct: displayAct,
});
export type DisplaysSnapshot = z.infer<typeof displaysSnapshot>;

/** A monitor as it was graded when a report was signed on it; kept with the version. */
export const displayAtSigning = z.object({
  name: z.string(),
  grade: z.enum(displayGrades),
  /** When it was last checked in full, epoch ms. */
  checkedAt: z.number().optional(),
  /** Short for the modality of the study. */
  short: z.boolean(),
  /** So many images of the study were drawn on it at full fidelity; unknown of versions signed long ago. */
  images: z.number().int().optional(),
});
export type DisplayAtSigning = z.infer<typeof displayAtSigning>;

/** What is said of the monitors when a report is signed. */
export interface JudgedDisplays {
  readonly displays: readonly DisplayAtSigning[];
  /** Images that were seen on no monitor good enough for the study. */
  readonly imagesOnShortOnly: number;
  /** The site takes no final report that was read so. */
  readonly isRefused: boolean;
}

/**
 * On which monitors the images of a study were drawn at full fidelity, for `reports.preview` and `reports.sign`: images
 * that were seen on the same ones are counted together.
 */
export const shownOn = z
  .array(z.object({ displays: z.array(displayId).min(1).max(32), images: z.number().int().min(0) }))
  .max(1_000);

export const displays = {
  'displays.read': procedure(z.object({}), displaysSnapshot),
  /** The monitors that are plugged in, as whoever can see them describes them. */
  'displays.note': procedure(z.object({ displays: z.array(displayFacts).min(1).max(16) }), displaysSnapshot),
  /** What only a person knows: a name, the width of the picture in mm (null: not known any more). */
  'displays.describe': procedure(
    z.object({
      displayId,
      name: z.string().max(60).optional(),
      widthMm: z.number().min(50).max(5_000).nullable().optional(),
    }),
    displaysSnapshot,
  ),
  /** A monitor that is not here any more leaves the list; what was found on it stays, and counts if it is plugged in again. */
  'displays.forget': procedure(z.object({ displayId }), displaysSnapshot),
  /** A check that was made, with every question and answer: it is judged here, kept for ever, and stands in the trail. */
  'displays.recordCheck': procedure(
    z.object({
      displayId,
      kind: checkKind,
      ambient: ambientLight,
      /** Night light, automatic brightness, HDR and sharpening are off, the person says. */
      aidsOff: z.boolean(),
      pattern: patternAnswers,
      targets: z
        .array(z.object({ zone: z.enum(targetZones), ground: level, target: level, place, answer: place }))
        .max(200),
    }),
    displaysSnapshot,
  ),
  /** cd/m² at the 18 levels 0, 15 … 255 (TG18-LN), and what the room adds. `InvalidInput`: no curve can be made of it. */
  'displays.recordLuminance': procedure(
    z.object({
      displayId,
      levels: z.array(z.number().min(0).max(100_000)).length(18),
      ambient: z.number().min(0).max(10_000),
    }),
    displaysSnapshot,
  ),
  /** Grey images are corrected to the GSDF, on a monitor that was measured and whose own curve is off. */
  'displays.setCurve': procedure(z.object({ displayId, on: z.boolean() }), displaysSnapshot),
  'displays.setPolicy': procedure(z.object({ archiveId, act: displayAct }), displaysSnapshot),
} as const;
