import { z } from 'zod';
import { type Corrections, isNamed, type ScannerValues, type SeriesValues } from '../dicom/series/corrections.ts';
import {
  contrasts,
  kernels,
  phases,
  seriesKinds,
  seriesPlanes,
  seriesSides,
  seriesWindows,
  views,
  weightings,
} from '../dicom/series/seriesFacets.ts';
import { isUID } from '../dicom/uids.ts';

/** What a person said of a series or of a scanner's series, as it is kept and as it crosses. */
export interface SaidOfSeries {
  readonly archiveId: string;
  readonly of:
    | {
        readonly kind: 'scanner';
        readonly station: string;
        readonly protocol: string;
        readonly description: string;
      }
    | { readonly kind: 'series'; readonly seriesInstanceUID: string };
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

/** Why a word on a series is not taken. */
type SaidProblem =
  | 'nothingSaid'
  | 'notUid'
  | 'unknownFacet'
  | 'unfitValue'
  /** A side is of the patient: remembered for a scanner it would be said of the next patient too. */
  | 'sideOfScanner'
  /** Every nameless series of the scanner would be taken for it. */
  | 'namelessSeries';

type Said = { readonly [Name in keyof SeriesValues]-?: z.ZodType<NonNullable<SeriesValues[Name]>> };

/** Every facet that can be put right, and what it can be. */
const values: Said = {
  kind: z.enum(seriesKinds),
  plane: z.enum(seriesPlanes),
  weighting: z.enum(weightings),
  fatSat: z.boolean(),
  bValue: z.number().min(0).max(100_000),
  contrast: z.enum(contrasts),
  phase: z.enum(phases),
  kernel: z.enum(kernels),
  window: z.enum(seriesWindows),
  mip: z.boolean(),
  mpr: z.boolean(),
  view: z.enum(views),
  tomo: z.boolean(),
  ac: z.boolean(),
  ai: z.boolean(),
  laterality: z.enum(seriesSides),
};

/** What is wrong with a word on a series; undefined: nothing is. */
export function problemOfSaid({ of, values: said }: SaidOfSeries): SaidProblem | undefined {
  const entries = Object.entries(said);
  if (entries.length === 0) return 'nothingSaid';
  if (of.kind === 'series' && !isUID(of.seriesInstanceUID)) return 'notUid';
  if (of.kind === 'scanner' && !isNamed(of)) return 'namelessSeries';
  if (entries.some(([name]) => !Object.hasOwn(values, name))) return 'unknownFacet';
  if (of.kind === 'scanner' && Object.hasOwn(said, 'laterality')) return 'sideOfScanner';
  return entries.some(([name, value]) => !fits(name, value)) ? 'unfitValue' : undefined;
}

function fits(name: string, value: unknown): boolean {
  return value === null || isPossibleValue(name, value);
}

/** Whether a facet of this name can have this value at all; of facets that are not put right by hand anything can be. */
export function isPossibleValue(name: string, value: unknown): boolean {
  return !Object.hasOwn(values, name) || values[name as keyof Said].safeParse(value).success;
}

/**
 * What the classifier uses for the series of one archive: scanners of two sites may bear one name. A word that is not sound
 * is left out whole: half of it might be the half that was meant otherwise.
 */
export function correctionsOf(said: readonly SaidOfSeries[], archiveId: string): Corrections {
  const own = said.filter((each) => each.archiveId === archiveId && problemOfSaid(each) === undefined);
  return {
    ofScanners: own.flatMap(({ of, values: known }) =>
      of.kind === 'scanner'
        ? [
            {
              series: { station: of.station, protocol: of.protocol, description: of.description },
              values: known as ScannerValues,
            },
          ]
        : [],
    ),
    ofSeries: own.flatMap(({ of, values: known }) =>
      of.kind === 'series' ? [{ seriesInstanceUID: of.seriesInstanceUID, values: known as SeriesValues }] : [],
    ),
  };
}
