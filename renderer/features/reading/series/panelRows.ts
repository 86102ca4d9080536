import type { StudySnapshot } from '#shared/contract/studies.ts';
import { documentsOf, type StudyDocument } from '#shared/dicom/documents/studyDocuments.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { type SeriesFacts, seriesFactsOf } from '../../../session/seriesFacts.ts';
import type { NamedDisplaySet } from '../../../session/studyImages.ts';

/** A study whose images may be hung: the one on the desk, or one beside it. */
export interface PanelStudy {
  readonly snapshot: StudySnapshot;
  readonly sets: readonly NamedDisplaySet[];
  readonly isCurrent: boolean;
}

/** The panel from top to bottom, one row after another, so that only those in sight need be drawn. */
export type PanelRow =
  | { readonly kind: 'study'; readonly key: string; readonly study: PanelStudy }
  | {
      readonly kind: 'series';
      readonly key: string;
      readonly named: NamedDisplaySet;
      readonly facts: SeriesFacts | undefined;
    }
  | { readonly kind: 'heading'; readonly key: string }
  | {
      readonly kind: 'document';
      readonly key: string;
      readonly document: StudyDocument;
      readonly snapshot: StudySnapshot;
    };

/** Whether the keys stop at a row. */
export function isChoice(row: PanelRow): row is Extract<PanelRow, { readonly kind: 'series' | 'document' }> {
  return row.kind === 'series' || row.kind === 'document';
}

const known = new WeakMap<StudySnapshot, readonly StudyDocument[]>();

/** The documents of a study, read once for each answer of the host. */
export function documentsIn(snapshot: StudySnapshot): readonly StudyDocument[] {
  const before = known.get(snapshot);
  if (before) return before;
  const documents = documentsOf(snapshot.series.flatMap(({ instances }) => instances));
  known.set(snapshot, documents);
  return documents;
}

/** Studies as they come, each with its series in order and its documents below them. One study alone needs no title. */
export function panelRows(studies: readonly PanelStudy[]): readonly PanelRow[] {
  return studies.flatMap((study): readonly PanelRow[] => {
    const { snapshot } = study;
    const key = studyKey(snapshot.item.study);
    const series = study.sets.map(
      (named): PanelRow => ({ kind: 'series', key: named.set.id, named, facts: seriesFactsOf(named.set, snapshot) }),
    );
    const documents = documentsIn(snapshot).map(
      (document): PanelRow => ({ kind: 'document', key: `${key} ${document.sopInstanceUID}`, document, snapshot }),
    );
    const title: readonly PanelRow[] = studies.length > 1 ? [{ kind: 'study', key, study }] : [];
    const heading: readonly PanelRow[] = documents.length > 0 ? [{ kind: 'heading', key: `${key} documents` }] : [];
    return [...title, ...series, ...heading, ...documents];
  });
}
