import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import { readContentTree } from '#shared/dicom/documents/contentTree.ts';
import { readKeyObject } from '#shared/dicom/documents/keyObject.ts';
import type { StudyDocument } from '#shared/dicom/documents/studyDocuments.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import styles from './DocumentCard.module.css';
import { documentDeskOf, type OpenDocument, openDocument, useDocumentDesk } from './documentDesk.ts';
import { patientOfDocument } from './documentPatient.ts';
import { documentTitle, documentWhen } from './documentText.ts';

interface DocumentCardProps {
  readonly document: StudyDocument;
  readonly snapshot: StudySnapshot;
  /** The keys are on it. */
  readonly pointed: boolean;
}

/** One document of a study: what it is, what it is called, when it was made. */
export function DocumentCard({ document, snapshot, pointed }: DocumentCardProps) {
  const { t } = useTranslation();
  const desk = documentDeskOf(useReading().session);
  const isOpen = useDocumentDesk(({ open }) => open?.document.sopInstanceUID === document.sopInstanceUID);
  const isShown = useDocumentDesk(({ layers }) => layers.has(document.sopInstanceUID));
  const kind = t(`documents.kind.${document.kind}`);
  const title = documentTitle(document, t);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.card}
      data-open={isOpen}
      data-shown={isShown}
      data-pointed={pointed}
      data-document={document.kind}
      onClick={() => openDocument(desk, isOpen ? undefined : { document, snapshot })}
    >
      <span className={styles.kind}>
        <Icon name="file" /> {kind}
      </span>
      {title !== kind && <span dir="auto">{title}</span>}
      <span className={styles.when}>{documentWhen(document)}</span>
      <OtherPatient document={document} snapshot={snapshot} />
      {document.kind === 'keyImages' && <Rejects document={document} />}
    </button>
  );
}

/** It names somebody else, whether or not it is open (T22). */
function OtherPatient({ document, snapshot }: OpenDocument) {
  const { t } = useTranslation();
  const current = useReadingState((state) => state.snapshot.item);
  const { patient, differs } = patientOfDocument(current, snapshot.item, [document.dataset]);
  if (!differs) return null;
  const who = [patient?.name?.alphabetic, patient?.patientId].filter(Boolean).join(', ');
  return (
    <Badge tone="attention" icon="triangle" wraps title={t('documents.patient.markTitle', { who })}>
      {t(differs === 'patient' ? 'reading.otherPatient.mark' : 'reading.otherPatient.markName')}
    </Badge>
  );
}

/** A list that takes images back is no list of images to look at. */
function Rejects({ document: { dataset } }: Pick<OpenDocument, 'document'>) {
  const { t } = useTranslation();
  const { rejection } = useMemo(() => readKeyObject(readContentTree(dataset)), [dataset]);
  if (!rejection) return null;
  return (
    <Badge tone="attention" icon="triangle" wraps>
      {t(`documents.rejected.mark.${rejection}`)}
    </Badge>
  );
}
