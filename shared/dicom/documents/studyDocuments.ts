import { compareText } from '../../base/compareText.ts';
import { readTime } from '../dateTime.ts';
import { type DicomDataset, itemsOf, textOf } from '../dicomJson.ts';
import { shownText } from '../shownText.ts';
import { type InstanceKind, instanceKind } from '../sopClasses.ts';
import { isUID } from '../uids.ts';
import { readCode } from './contentTree.ts';
import { verifierOf } from './verification.ts';

/** What can be done with an object of a study that is no image. */
export type DocumentKind =
  | 'report'
  | 'doseReport'
  | 'keyImages'
  | 'presentation'
  | 'pdf'
  | 'encapsulated'
  | 'segmentation'
  | 'structures'
  | 'other';

/** One object of a study that is no image, as a list names it. */
export interface StudyDocument {
  readonly kind: DocumentKind;
  readonly sopInstanceUID: string;
  readonly seriesInstanceUID: string;
  readonly title: string;
  readonly date: string | undefined;
  readonly time: string | undefined;
  /** Who verified it, where somebody is named. */
  readonly verifiedBy: string | undefined;
  readonly dataset: DicomDataset;
}

const structureSetStorage = '1.2.840.10008.5.1.4.1.1.481.3';
const doseReports = /\.88\.(67|68|73|76)$/;

const kinds: Partial<Readonly<Record<InstanceKind, DocumentKind>>> = {
  structuredReport: 'report',
  keyObject: 'keyImages',
  presentationState: 'presentation',
  segmentation: 'segmentation',
  other: 'other',
};

/** What an instance is besides an image; undefined for an image. */
export function documentKindOf(dataset: DicomDataset): DocumentKind | undefined {
  const sopClassUID = textOf(dataset, 'SOPClassUID');
  if (sopClassUID === structureSetStorage) return 'structures';
  const hasSize = textOf(dataset, 'Rows') !== undefined && textOf(dataset, 'Columns') !== undefined;
  const kind = instanceKind(sopClassUID, hasSize);
  if (kind === 'document') return isPdf(dataset) ? 'pdf' : 'encapsulated';
  if (kind === 'structuredReport' && doseReports.test(sopClassUID ?? '')) return 'doseReport';
  return kinds[kind];
}

function isPdf(dataset: DicomDataset): boolean {
  const type = textOf(dataset, 'MIMETypeOfEncapsulatedDocument')?.toLowerCase();
  return type === 'application/pdf' || textOf(dataset, 'SOPClassUID')?.endsWith('.104.1') === true;
}

/** The documents of a study, reports first, then by date, the newest first. One for each instance. */
export function documentsOf(instances: Iterable<DicomDataset>): readonly StudyDocument[] {
  const documents = [...instances].flatMap((dataset) => {
    const kind = documentKindOf(dataset);
    const sopInstanceUID = textOf(dataset, 'SOPInstanceUID') ?? '';
    const seriesInstanceUID = textOf(dataset, 'SeriesInstanceUID') ?? '';
    if (kind === undefined || !isUID(sopInstanceUID) || !isUID(seriesInstanceUID)) return [];
    return [{ kind, sopInstanceUID, seriesInstanceUID, ...wordsOf(dataset), dataset }];
  });
  return documents.sort(inOrder);
}

function wordsOf(dataset: DicomDataset) {
  const concept = readCode(itemsOf(dataset, 'ConceptNameCodeSequence')[0])?.meaning;
  const title =
    textOf(dataset, 'DocumentTitle') ??
    textOf(dataset, 'ContentDescription') ??
    textOf(dataset, 'StructureSetLabel') ??
    concept ??
    textOf(dataset, 'SeriesDescription') ??
    textOf(dataset, 'ContentLabel') ??
    '';
  return {
    title: shownText(title),
    date: textOf(dataset, 'ContentDate') ?? textOf(dataset, 'SeriesDate') ?? textOf(dataset, 'StudyDate'),
    time: textOf(dataset, 'ContentTime') ?? textOf(dataset, 'SeriesTime'),
    verifiedBy: verifierOf(dataset),
  };
}

const ranks: Readonly<Record<DocumentKind, number>> = {
  report: 0,
  pdf: 1,
  encapsulated: 2,
  keyImages: 3,
  presentation: 4,
  segmentation: 5,
  structures: 6,
  doseReport: 7,
  other: 8,
};

function inOrder(one: StudyDocument, other: StudyDocument): number {
  const when = ({ date = '', time }: StudyDocument) => `${date} ${String(readTime(time) ?? 0).padStart(8, '0')}`;
  return (
    ranks[one.kind] - ranks[other.kind] ||
    compareText(when(other), when(one)) ||
    compareText(one.sopInstanceUID, other.sopInstanceUID)
  );
}
