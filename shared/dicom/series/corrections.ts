import { type DicomDataset, textOf } from '../dicomJson.ts';
import { known } from './facet.ts';
import type { SeriesFacets } from './seriesFacets.ts';

/** Which series of a scanner are meant: those of the same protocol and name. */
export interface ScannerSeries {
  readonly station: string;
  readonly protocol: string;
  readonly description: string;
}

/** What holds for a scanner's series as such; a side is of the patient, and is never remembered for another. */
const remembered = [
  'kind',
  'plane',
  'weighting',
  'fatSat',
  'bValue',
  'contrast',
  'phase',
  'kernel',
  'window',
  'mip',
  'mpr',
  'view',
  'tomo',
  'ac',
  'ai',
] as const satisfies readonly (keyof SeriesFacets)[];

type ValueOf<Name extends keyof SeriesFacets> = Exclude<SeriesFacets[Name]['value'], undefined>;

/** Facets that a person said of a series, to be used for others of the same scanner; null: "unknown" is the truth. */
export type ScannerValues = { readonly [Name in (typeof remembered)[number]]?: ValueOf<Name> | null };
/** Of one series only. */
export type SeriesValues = ScannerValues & { readonly laterality?: ValueOf<'laterality'> | null };

/** What readers of one site have put right. */
export interface Corrections {
  readonly ofScanners: readonly { readonly series: ScannerSeries; readonly values: ScannerValues }[];
  readonly ofSeries: readonly { readonly seriesInstanceUID: string; readonly values: SeriesValues }[];
}

/**
 * Whether a series is known by its name: one without any, or without one of its own from a scanner that does not say which
 * it is, would be taken for every other nameless one. Blanks are no name.
 */
export function isNamed({ station, protocol, description }: ScannerSeries): boolean {
  const [hasStation, hasProtocol, hasDescription] = [station, protocol, description].map((text) => text.trim() !== '');
  return hasDescription === true || (hasProtocol === true && hasStation === true);
}

/** By what a correction of this series is remembered; undefined where it is not known by its name. */
export function scannerSeriesOf(dataset: DicomDataset): ScannerSeries | undefined {
  const protocol = textOf(dataset, 'ProtocolName') ?? '';
  const description = textOf(dataset, 'SeriesDescription') ?? '';
  const series = { station: textOf(dataset, 'StationName') ?? '', protocol, description };
  return isNamed(series) ? series : undefined;
}

/** The facets with what people said in place of what the header says; the word for one series before that for a scanner. */
export function corrected(facets: SeriesFacets, dataset: DicomDataset, corrections: Corrections): SeriesFacets {
  const own = scannerSeriesOf(dataset);
  const uid = textOf(dataset, 'SeriesInstanceUID');
  const ofScanner = corrections.ofScanners.filter(({ series }) => own !== undefined && isSame(series, own));
  const ofSeries = corrections.ofSeries.filter(({ seriesInstanceUID }) => seriesInstanceUID === uid);
  const names = new Set<string>([...remembered, 'laterality']);
  const changes = [...ofScanner, ...ofSeries].flatMap(({ values }) =>
    Object.entries(values).filter(([name]) => names.has(name)),
  );
  if (changes.length === 0) return facets;
  const said = changes.map(([name, value]) => [name, known(value ?? undefined, 'siteCorrection', 1)]);
  return { ...facets, ...(Object.fromEntries(said) as Partial<SeriesFacets>) };
}

function isSame(one: ScannerSeries, other: ScannerSeries): boolean {
  return one.station === other.station && one.protocol === other.protocol && one.description === other.description;
}
