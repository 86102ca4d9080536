import type { Parser } from '#electron/parser/index.ts';
import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { tagOf } from '#shared/dicom/attributes.ts';
import { type DicomDataset, type DicomElement, numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { frameCountOf } from '#shared/dicom/frameCount.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import type { ArchiveConnection } from './archiveConnection.ts';
import type { RequestOptions } from './index.ts';
import { answeredFailures, pathOfPointed, readPointedData } from './pointedData.ts';
import { readInstance } from './wado.ts';

const colours = ['Red', 'Green', 'Blue'] as const;
const descriptors = colours.map((colour) => tagOf(`${colour}PaletteColorLookupTableDescriptor`));
const tables = colours.flatMap((colour) => [
  tagOf(`${colour}PaletteColorLookupTableData`),
  tagOf(`Segmented${colour}PaletteColorLookupTableData`),
]);

/** 65,536 entries of 16 bits take 128 KiB; segments that save nothing take half as much again, and no writer more. */
const maxTableBytes = 512 * 1024;

/** Uncompressed. A larger one is left without: its header alone cannot be had (PS3.18 has no such resource). */
const maxInstanceBytes = 64 * 1024 * 1024;

export interface PaletteSource {
  readonly connection: ArchiveConnection;
  readonly study: StudyInstanceUID;
  readonly series: SeriesInstanceUID;
  readonly options: RequestOptions;
  /** Reads whole files; without it, what the metadata leave out altogether stays out. */
  readonly parser?: Pick<Parser, 'readFile'> | undefined;
}

type Palette = Readonly<Record<string, DicomElement>>;

/**
 * Colour tables that the metadata only point at (PS3.18 annex F.2.6), or leave out with their descriptors, as some
 * archives do of files with implicit VRs: without them nothing of the image can be shown. The data sets with the tables
 * in them; one whose table the archive does not hand out stays as it is. Asked of this archive and no other, wherever the
 * address says it lies (P10).
 */
export async function withPalettes(
  source: PaletteSource,
  datasets: readonly DicomDataset[],
): Promise<Result<readonly DicomDataset[], Failure>> {
  // Images that name one palette (0028,1199) share its tables.
  const known = new Map<string, Palette>();
  const filled: DicomDataset[] = [];
  for (const dataset of datasets) {
    if (!lacksPalette(dataset)) {
      filled.push(dataset);
      continue;
    }
    const name = textOf(dataset, 'PaletteColorLookupTableUID') ?? textOf(dataset, 'SOPInstanceUID') ?? '';
    const before = known.get(name);
    const read = before ? succeed(before) : await readPalette(source, dataset);
    if (!read.ok) return read;
    known.set(name, read.value);
    filled.push({ ...dataset, ...read.value });
  }
  return succeed(filled);
}

function lacksPalette(dataset: DicomDataset): boolean {
  if (textOf(dataset, 'PhotometricInterpretation') !== 'PALETTE COLOR') return false;
  const image = readImageDescription(dataset);
  return !image.ok && image.failure === 'paletteMissing';
}

async function readPalette(source: PaletteSource, dataset: DicomDataset): Promise<Result<Palette, Failure>> {
  const pointed = descriptors.every((tag) => dataset[tag]?.Value) ? tablesPointedAt(dataset, source.study) : [];
  const palette: { [tag: string]: DicomElement } = {};
  for (const { tag, vr, path } of pointed) {
    const table = await readPointedData(source.connection, path, maxTableBytes, source.options);
    if (!table.ok && !answeredFailures.has(table.failure.code)) return table;
    if (table.ok) palette[tag] = { vr, InlineBinary: Buffer.from(table.value).toString('base64') };
  }
  return lacksPalette({ ...dataset, ...palette }) ? readFromFile(source, dataset) : succeed(palette);
}

/** The image's own file has it, if anything has. */
async function readFromFile(source: PaletteSource, dataset: DicomDataset): Promise<Result<Palette, Failure>> {
  const { connection, study, series, parser, options } = source;
  const instance = textOf(dataset, 'SOPInstanceUID') as SOPInstanceUID;
  if (!parser || uncompressedBytes(dataset) > maxInstanceBytes) return succeed({});
  const file = await readInstance(connection, { study, series, instance }, options);
  if (!file.ok) return answeredFailures.has(file.failure.code) ? succeed({}) : file;
  const parsed = await parser.readFile(file.value);
  // V4: the header says whose tables these are.
  if (!parsed.ok || textOf(parsed.value.attributes, 'SOPInstanceUID') !== instance) return succeed({});
  const { attributes } = parsed.value;
  return succeed(
    Object.fromEntries([...descriptors, ...tables].flatMap((tag) => (attributes[tag] ? [[tag, attributes[tag]]] : []))),
  );
}

function uncompressedBytes(dataset: DicomDataset): number {
  const pixels = (numberOf(dataset, 'Rows') ?? 0) * (numberOf(dataset, 'Columns') ?? 0);
  return (pixels * (numberOf(dataset, 'BitsAllocated') ?? 16) * (frameCountOf(dataset) ?? 1)) / 8;
}

function tablesPointedAt(dataset: DicomDataset, study: StudyInstanceUID) {
  return tables.flatMap((tag) => {
    const { vr = 'OW', BulkDataURI, InlineBinary, Value } = dataset[tag] ?? {};
    const path = BulkDataURI === undefined || InlineBinary || Value ? undefined : pathOfPointed(BulkDataURI, study);
    return path === undefined ? [] : [{ tag, vr, path }];
  });
}
