import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import type { ArchiveId, StudyRef } from '#shared/dicom/frameKey.ts';
import type { StudyInstanceUID } from '#shared/dicom/uids.ts';
import { hang } from '#shared/hanging/hang.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { studyOfHeaders } from '#tests/fixtures/studyOfHeaders.ts';

interface Key {
  /** Begin of the paths of its files; some samples of several patients share their UIDs. */
  readonly study: string;
  readonly protocols: readonly string[];
  /** A file of each series that a reader wants at first sight. */
  readonly shown: readonly string[];
}

/** How one real study hangs from its headers alone, beside what was wanted. */
export interface RealHang {
  readonly study: string;
  readonly protocol: string;
  readonly stage: string;
  readonly isRight: boolean;
}

/** Hangs every real study of `sharedStudies.json` with the shipped protocols. `files`: headers by path. */
export function hangShared(files: ReadonlyMap<string, DicomDataset>): readonly RealHang[] {
  const keys = JSON.parse(readFileSync(join(import.meta.dirname, 'sharedStudies.json'), 'utf8')) as readonly Key[];
  return keys.map((key) => hangOne(key, files));
}

function hangOne({ study: prefix, protocols, shown }: Key, files: ReadonlyMap<string, DicomDataset>): RealHang {
  const datasets = [...files].filter(([path]) => path.startsWith(prefix)).map(([, dataset]) => dataset);
  const series = new Map<string, DicomDataset[]>();
  for (const dataset of datasets) {
    const uid = textOf(dataset, 'SeriesInstanceUID') ?? '';
    series.set(uid, [...(series.get(uid) ?? []), dataset]);
  }
  const [first] = datasets;
  const studyInstanceUID = ((first && textOf(first, 'StudyInstanceUID')) ?? '1') as StudyInstanceUID;
  const study: StudyRef = { archiveId: 'shared' as ArchiveId, studyInstanceUID };
  const toHang = studyOfHeaders({
    study,
    date: first && textOf(first, 'StudyDate'),
    series: [...series].map(([seriesInstanceUID, instances]) => ({ seriesInstanceUID, instances })),
    priors: [],
    screens: 1,
  });
  const hanging = hang(toHang, shippedProtocols);
  const stage = hanging.stages[hanging.first];
  const hung = stage?.screens.flatMap(({ viewports }) =>
    viewports.map(({ layers }) => {
      const id = hanging.bindings[layers[0]?.selector ?? '']?.series;
      return toHang.series.find((each) => each.id === id)?.seriesInstanceUID;
    }),
  );
  const wanted = shown.map((path) => textOf(files.get(path) ?? {}, 'SeriesInstanceUID'));
  const isNamed = protocols.includes(hanging.protocol.id.replace(/^builtin\./, ''));
  return {
    study: prefix,
    protocol: hanging.protocol.id,
    stage: stage?.name ?? '',
    isRight: isNamed && wanted.every((uid) => uid !== undefined && hung?.includes(uid)),
  };
}
