import { z } from 'zod';
import { initialLook, viewport } from '../hanging/protocol.ts';
import { studyRef } from './identifiers.ts';
import { procedure } from './procedure.ts';
import { profileKind } from './vault.ts';

/** More boxes, studies and display sets than any desk has: what is larger was not written by this program. */
export const mostOfDesk = { boxes: 64, rows: 8, columns: 8, priors: 40, sets: 2_000, idLength: 2_000, windows: 8 };

const setId = z.string().min(1).max(mostOfDesk.idLength);
const plane = z.enum(['axial', 'coronal', 'sagittal']);
const protocolWords = z.string().max(200);

/** What is said of the series of one layer. */
const saidOfLayer = {
  insteadOf: protocolWords.optional(),
  differs: z
    .array(
      z.object({
        facet: z.enum(['contrast', 'phase', 'kernel', 'fatSat', 'view', 'tomo', 'ac', 'laterality']),
        value: protocolWords.optional(),
        unwritten: z.enum(['current', 'prior']).optional(),
      }),
    )
    .max(16)
    .optional(),
};

/** How a protocol wants it to be looked at, and what is said beside it. */
const hung = z
  .object({
    look: initialLook,
    slab: viewport.shape.slab,
    over: z
      .object({
        colormap: protocolWords.optional(),
        opacity: z.number().min(0).max(1).optional(),
        ...saidOfLayer,
      })
      .optional(),
    ...saidOfLayer,
  })
  .optional();
const content = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('stack'), setId, imageId: z.string().max(300).optional(), hung }),
  z.object({ kind: z.literal('plane'), setId, plane, hung }),
  z.object({ kind: z.literal('fusion'), setId, overSetId: setId, plane, hung }),
  z.object({ kind: z.literal('rendering'), setId, hung }),
]);

const rows = z.number().int().min(1).max(mostOfDesk.rows);
const columns = z.number().int().min(1).max(mostOfDesk.columns);
/** What is known of each place of a grid; left out where every box is as large as its place. */
const cells = z
  .array(
    z
      .object({
        viewport: z.string().max(32).optional(),
        span: z.object({ rows, columns }).optional(),
        covered: z.literal(true).optional(),
        selector: z.string().max(32).optional(),
      })
      .nullable(),
  )
  .max(mostOfDesk.boxes)
  .optional();

// Numbers are finite by zod; a window of no width would divide by nought.
const grey = z.object({
  window: z.object({ center: z.number(), width: z.number().positive() }),
  voiFunction: z.enum(['LINEAR', 'LINEAR_EXACT', 'SIGMOID']),
  inverted: z.boolean(),
});
const placement = z.object({
  pose: z.object({ mirrored: z.boolean(), rotation: z.number() }),
  zoom: z.number().positive().max(1_000),
  offset: z.object({ alongRow: z.number(), alongColumn: z.number() }),
});

/** What hangs in one box, and what of it was shown. */
export const keptBox = z.object({
  content,
  /** Of a plane its slice, from 0. */
  index: z.number().int().min(0),
  /** Of a plane the point of the patient that it showed, in mm: its slices may have other numbers later. */
  point: z.tuple([z.number(), z.number(), z.number()]).optional(),
  placement: placement.optional(),
});

/** How a display set was left: which image, and how it is looked at where that differs from the data. */
export const keptLook = z.object({
  setId,
  /** The way of looking at it, where a protocol looks at one display set in several. */
  look: z.string().max(2_000).optional(),
  imageId: z.string().max(300).optional(),
  grey: grey.optional(),
  placement: placement.optional(),
  /** Of planes how thick they are, in mm, and what of each line of sight they show; `none`: one slice. */
  slab: z
    .union([
      z.literal('none'),
      z.object({ mode: z.enum(['maximum', 'minimum', 'mean']), thicknessMm: z.number().positive().max(1_000) }),
    ])
    .optional(),
});

/**
 * What lies on the desk of a reader, so that it comes back after a crash: which studies, what hangs where, which slices,
 * windows and places, which panels. No word of a report: drafts are kept by themselves.
 */
export const keptDesk = z.object({
  version: z.literal(1),
  study: studyRef,
  /** Earlier studies beside it. */
  priors: z.array(studyRef).max(mostOfDesk.priors),
  rows,
  columns,
  cells,
  /** Where in its protocol the study was; left out where none hung it. */
  place: z.object({ protocolId: z.string().max(64), stage: z.number().int().min(0), isPinned: z.boolean() }).optional(),
  /** What hangs in each box; null where nothing does. */
  boxes: z.array(keptBox.nullable()).max(mostOfDesk.boxes),
  /** What hung in each further window; left out where there was none. A page may open none by itself. */
  windows: z
    .array(
      z.object({
        name: z.string().min(1).max(40),
        rows,
        columns,
        cells,
        boxes: z.array(content.nullable()).max(mostOfDesk.boxes),
      }),
    )
    .max(mostOfDesk.windows)
    .optional(),
  active: z
    .number()
    .int()
    .min(0)
    .max(mostOfDesk.boxes * mostOfDesk.windows),
  enlarged: z.boolean(),
  tool: z.string().max(40),
  /** How each display set was left. */
  left: z.array(keptLook).max(mostOfDesk.sets),
  panels: z.object({ report: z.boolean(), line: z.boolean() }),
  /**
   * Written just before this desk is brought back, and left out again once it has stood for a while: where a page begins
   * and finds it, the one before did not outlive the opening.
   */
  restoring: z.literal(true).optional(),
});
export type KeptDesk = z.infer<typeof keptDesk>;

export const desk = {
  /**
   * What lay on the desk when the window ended; once, and never what was put away by hand. `dropped`: it could not be read.
   * `profile`: whose desk; while another is open it is refused (`StoreLocked`).
   */
  'desk.read': procedure(
    z.object({ profile: profileKind }),
    z.object({ desk: keptDesk.optional(), dropped: z.boolean() }),
  ),
  /** Keeps what lies on the desk of a profile now; left out, nothing does any more. On the disk when it answers. */
  'desk.save': procedure(z.object({ profile: profileKind, desk: keptDesk.optional() }), z.object({})),
} as const;
