import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '#electron/base/world.ts';
import { startParser } from '#electron/parser/index.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { type DisplaySet, splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import type { ImageDescription } from '#shared/dicom/imageDescription.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { classifySeries } from '#shared/dicom/series/classifySeries.ts';
import type { Truth } from '#tests/fixtures/seriesHeaders.ts';
import { type Answer, answersOf } from './score.ts';

interface Label {
  readonly truth: Truth;
  /** Where the header does not say it, the pixels were looked at. */
  readonly by: 'header' | 'pixels';
}

/** Real series: what was answered, and those that nobody has labelled. */
export interface SharedSeries {
  readonly answers: readonly Answer[];
  readonly series: number;
  readonly unlabelled: readonly string[];
  readonly unreadable: readonly string[];
  /** Headers by path. */
  readonly files: ReadonlyMap<string, DicomDataset>;
}

/** Classifies every series under a folder of real DICOM; `paths` are its files, relative to it. */
export async function classifyShared(data: string, paths: readonly string[]): Promise<SharedSeries> {
  const labels = JSON.parse(readFileSync(join(import.meta.dirname, 'sharedSeries.json'), 'utf8')) as Record<
    string,
    Label
  >;
  const files = await readAll(data, paths);
  const unreadable = paths.filter((path) => !files.has(path));
  const answers: Answer[] = [];
  const unlabelled: string[] = [];
  const series = seriesOf(files);
  for (const members of series) {
    const labelled = members.filter(([path]) => labels[path] !== undefined);
    if (labelled.length === 0) unlabelled.push(members[0]?.[0] ?? '');
    for (const [path, dataset] of labelled) {
      const truth = labels[path]?.truth ?? {};
      answers.push(...answersOf(classifySeries(setOf(dataset, members), dataset), truth, path));
    }
  }
  return { answers, series: series.length, unlabelled, unreadable, files };
}

async function readAll(data: string, paths: readonly string[]): Promise<ReadonlyMap<string, DicomDataset>> {
  const parser = startParser({ clock: systemClock });
  const files = new Map<string, DicomDataset>();
  for (const path of paths) {
    const parsed = await parser.readFile(readFileSync(join(data, path)));
    if (parsed.ok) files.set(path, parsed.value.attributes);
  }
  await parser.close();
  return files;
}

/** Within a folder: some samples share identifiers with copies elsewhere. */
function seriesOf(files: ReadonlyMap<string, DicomDataset>): readonly (readonly (readonly [string, DicomDataset])[])[] {
  const series = new Map<string, [string, DicomDataset][]>();
  for (const [path, dataset] of files) {
    const uid = textOf(dataset, 'SeriesInstanceUID') ?? path;
    const key = `${path.split('/').slice(0, -1).join('/')}|${uid}`;
    series.set(key, [...(series.get(key) ?? []), [path, dataset]]);
  }
  return [...series.values()];
}

function setOf(dataset: DicomDataset, members: readonly (readonly [string, DicomDataset])[]): DisplaySet | undefined {
  const images = members.flatMap(([, one]): ImageDescription[] => {
    const read = readImageDescription(one);
    return read.ok ? [read.value] : [];
  });
  const uid = textOf(dataset, 'SOPInstanceUID');
  return splitIntoDisplaySets(images).find(({ frames }) => frames.some(({ image }) => image.sopInstanceUID === uid));
}
