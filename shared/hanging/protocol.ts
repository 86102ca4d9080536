import { z } from 'zod';

/**
 * A hanging protocol as data: which studies it is for, which series it wants, and where they hang. The same text is
 * shipped, kept, imported and exported; PS3.3 C.23 holds less and is made from it.
 */

/** What every object has by that name would be found where nothing is kept under it. */
const isOwnName = (name: string): boolean => !(name in {});
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{2,63}$/)
  .refine(isOwnName);
const key = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9_]{0,31}$/)
  .refine(isOwnName);
const words = z.string().min(1).max(200);
const weight = z.number().min(-1_000).max(1_000);

/** More was not written for a reader. */
export const mostOfProtocol = {
  rules: 40,
  selectors: 48,
  stages: 24,
  screens: 4,
  viewports: 64,
  priors: 6,
  pattern: 200,
  /** Of the study and of all selectors together. */
  allRules: 400,
  /** Different ones, of all rules together. */
  patterns: 64,
};

export const operators = [
  'eq',
  'ne',
  'in',
  'notIn',
  'regex',
  'notRegex',
  'between',
  'gte',
  'lte',
  'exists',
  'absent',
  'max',
  'min',
] as const;

export type Operator = (typeof operators)[number];

/** What an operator means for a facet of which nothing is known, and beside another rule: the one list of those that refuse. */
const refuses: Readonly<Record<Operator, boolean>> = {
  eq: false,
  ne: true,
  in: false,
  notIn: true,
  regex: false,
  notRegex: true,
  between: false,
  gte: false,
  lte: false,
  exists: false,
  absent: true,
  max: false,
  min: false,
};

/** Whether a rule is satisfied by what a facet is not: it passes where nothing is known. */
export function isRefusal(op: Operator): boolean {
  return refuses[op];
}

const value = z.union([
  z.string().max(200),
  z.number(),
  z.boolean(),
  z.array(z.union([z.string().max(200), z.number()])).max(100),
]);

/** Facets of a series that a rule may ask for: names of `SeriesFacets`. */
export const seriesFacetNames = [
  'kind',
  'modality',
  'plane',
  'obliqueDeg',
  'thickness',
  'thin',
  'weighting',
  'fatSat',
  'bValue',
  'contrast',
  'phase',
  'kernel',
  'window',
  'mip',
  'mpr',
  'derived',
  'secondary',
  'view',
  'laterality',
  'tomo',
  'forProcessing',
  'ac',
  'is3D',
  'count',
  'ai',
  'description',
] as const;

/** Facets of a study that a rule may ask for. */
export const studyFacetNames = [
  'modality',
  'bodyPart',
  'description',
  'procedureCode',
  'laterality',
  'ageYears',
  'nImageSeries',
  'hasContrast',
  'reason',
  'asked',
  'planes',
] as const;

function ruleOf<const Names extends readonly [string, ...string[]]>(names: Names) {
  return z.strictObject({
    facet: z.enum(names),
    op: z.enum(operators),
    /** Left out for `exists`, `absent`, `max` and `min`. */
    value: value.optional(),
    /** Points when it passes, times the facet's confidence; 10 unless said. */
    weight: weight.optional(),
    /** Fails: excluded. */
    required: z.boolean().optional(),
    /** Of a pattern: what its words mean, also where they are refused; of others: why it is asked. */
    why: words.optional(),
  });
}

export const seriesRule = ruleOf(seriesFacetNames);
export type SeriesRule = z.infer<typeof seriesRule>;
export const studyRule = ruleOf(studyFacetNames);
export type StudyRule = z.infer<typeof studyRule>;

export const priorWanted = z.strictObject({
  id: key,
  /** `baseline` and `postOp` want dates that no study holds yet: the oldest, and the newest. */
  relation: z.enum(['mostRecent', 'oldest', 'nth', 'baseline', 'postOp']),
  /** Of `nth`: 1 is the newest. */
  n: z.number().int().min(1).max(50).optional(),
  modalities: z.array(z.string().max(16)).max(20).optional(),
  bodyPart: z.enum(['same', 'overlap', 'any']),
  age: z.strictObject({ minDays: z.number().min(0).optional(), maxDays: z.number().min(0).optional() }).optional(),
  /** False: without it the protocol is not for this study. */
  optional: z.boolean(),
});
export type PriorWanted = z.infer<typeof priorWanted>;

export const selector = z.strictObject({
  label: words.optional(),
  rules: z.array(seriesRule).max(mostOfProtocol.rules),
  /** `current` unless said, else the id of a wanted prior. */
  from: key.optional(),
  /** Fewer points bind nothing; 1 unless said. */
  minScore: z.number().optional(),
  /** `instance`: one image of a series, for tiles of ultrasound. */
  level: z.enum(['series', 'instance']).optional(),
  /** One series hangs for one selector of a group; the group is named by `from` unless said. */
  exclusiveGroup: key.optional(),
  /** Unbound, it takes what the first bound one of these holds, and says so. */
  fallback: z.array(key).max(8).optional(),
  /** Takes the series of its prior that is most like what this selector bound. */
  mirrorOf: key.optional(),
});
export type Selector = z.infer<typeof selector>;

/** A window by the name of a preset of `resources/presets/windows.json`, or in the units of the data. */
const voi = z.union([words, z.strictObject({ ww: z.number().positive(), wc: z.number() })]);

export const initialLook = z.strictObject({
  at: z.enum(['first', 'middle', 'last', 'keyImage', 'lesion', 'matchPrior']).optional(),
  zoom: z.enum(['fit', 'fitWidth', '1:1', 'sameMm', 'breast']).optional(),
  voi: voi.optional(),
  invert: z.boolean().optional(),
  flipH: z.boolean().optional(),
  rotate: z.union([z.literal(90), z.literal(180), z.literal(270)]).optional(),
  /** The edge at which the chest wall of a breast stands. */
  anchor: z.enum(['center', 'chestwallLeft', 'chestwallRight']).optional(),
  cine: z.boolean().optional(),
});
export type InitialLook = z.infer<typeof initialLook>;

export const viewport = z.strictObject({
  /** One of its kind within a stage. */
  id: key,
  /** Row, column, and over how many rows and columns; left out: the next free place, row by row. */
  at: z
    .union([
      z.tuple([z.number().int().min(0), z.number().int().min(0)]),
      z.tuple([
        z.number().int().min(0),
        z.number().int().min(0),
        z.number().int().min(1).max(8),
        z.number().int().min(1).max(8),
      ]),
    ])
    .optional(),
  /** What is read first: it is fetched first, and the keys begin there. */
  primary: z.boolean().optional(),
  /** The first lies below; a second is laid over it in colour. */
  layers: z
    .array(
      z.strictObject({
        selector: key,
        colormap: z.string().max(40).optional(),
        opacity: z.number().min(0).max(1).optional(),
      }),
    )
    .max(2),
  type: z.enum(['stack', 'mpr', 'mip', 'volume3d', 'report', 'empty']).optional(),
  plane: z.enum(['AX', 'COR', 'SAG']).optional(),
  slab: z.strictObject({ mode: z.enum(['mip', 'minip', 'avg']), mm: z.number().positive().max(1_000) }).optional(),
  initial: initialLook.optional(),
});
export type Viewport = z.infer<typeof viewport>;

export const screen = z.strictObject({
  role: z.enum(['primary', 'secondary', 'any']),
  grid: z.strictObject({ rows: z.number().int().min(1).max(8), cols: z.number().int().min(1).max(8) }),
  viewports: z.array(viewport).min(1).max(mostOfProtocol.viewports),
});
export type Screen = z.infer<typeof screen>;

export const syncGroup = z.strictObject({
  kind: z.enum(['scroll', 'voi', 'zoomPan', 'camera', 'crosshair', 'cine', 'invert']),
  by: z.enum(['position', 'index', 'relative', 'registration']).optional(),
  viewports: z.array(key).min(2).max(mostOfProtocol.viewports),
});
export type SyncGroup = z.infer<typeof syncGroup>;

export const stage = z.strictObject({
  name: words,
  enabledIf: z
    .strictObject({
      bound: z.array(key).max(mostOfProtocol.selectors).optional(),
      /** So many of the stage's own viewports have something to show; 1 unless said. */
      minBound: z.number().int().min(0).optional(),
      minScreens: z.number().int().min(1).optional(),
    })
    .optional(),
  screens: z.array(screen).min(1).max(mostOfProtocol.screens),
  sync: z.array(syncGroup).max(16).optional(),
});
export type Stage = z.infer<typeof stage>;

/** From strong to weak; what ships with Durbeen yields to everyone. */
export const levels = ['user', 'group', 'site', 'builtin'] as const;
export type Level = (typeof levels)[number];

export const protocolSchema = z.strictObject({
  schemaVersion: z.literal(1),
  id,
  name: words,
  description: z.string().max(2_000).optional(),
  level: z.enum(levels),
  owner: z.string().max(200).optional(),
  /** The shipped or other protocol that this one was made from, and which version of it. */
  basedOn: id.optional(),
  basedOnVersion: z.number().int().min(1).optional(),
  version: z.number().int().min(1),
  enabled: z.boolean(),
  tags: z.array(z.string().max(40)).max(20),
  match: z.strictObject({
    study: z.array(studyRule).max(mostOfProtocol.rules),
    sites: z.array(z.string().max(200)).max(100).optional(),
    screens: z
      .strictObject({ min: z.number().int().min(1).optional(), max: z.number().int().min(1).optional() })
      .optional(),
    /** Selectors that must bind, or this protocol is not for the study. */
    requires: z.array(key).max(mostOfProtocol.selectors).optional(),
  }),
  priors: z.array(priorWanted).max(mostOfProtocol.priors),
  selectors: z
    .record(key, selector)
    .refine((all) => Object.keys(all).length <= mostOfProtocol.selectors, { error: 'too many selectors' }),
  stages: z.array(stage).min(1).max(mostOfProtocol.stages),
  reading: z
    .strictObject({
      reportTemplate: z.string().max(80).optional(),
      normalMacro: z.string().max(80).optional(),
      checklist: z.array(words).max(40).optional(),
      /** Selectors in the order in which their series are to come, where that differs from the order of the stages. */
      prefetchOrder: z.array(key).max(mostOfProtocol.selectors).optional(),
    })
    .optional(),
});
/** Checked by `protocolSchema` and, for what it names, by `protocolProblems`. */
export type Protocol = z.infer<typeof protocolSchema>;
