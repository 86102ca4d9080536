import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WholeObject } from '#shared/contract/studies.ts';
import { readContentTree } from '#shared/dicom/documents/contentTree.ts';
import { originOf } from '#shared/dicom/documents/origin.ts';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { failureText } from '../../../i18n/failureText.ts';
import { Badge } from '../../../ui/Badge.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { StudyTag } from '../priors/StudyTag.tsx';
import { useReading, useReadingState } from '../readingContext.ts';
import { DocumentPatient } from './DocumentPatient.tsx';
import styles from './Documents.module.css';
import { documentDeskOf, type OpenDocument, openDocument, useDocumentDesk } from './documentDesk.ts';
import { describedNow, patientOfDocument } from './documentPatient.ts';
import { documentTitle, documentWhen } from './documentText.ts';
import { EncapsulatedText } from './EncapsulatedText.tsx';
import { KeyImages } from './KeyImages.tsx';
import { LayerSwitch, MachineBadge } from './LayerSwitch.tsx';
import { PdfDocument } from './PdfDocument.tsx';
import { Presentation } from './Presentation.tsx';
import { ReportDocument } from './ReportDocument.tsx';
import { bytesOf, useWholeObject } from './useWholeObject.ts';

/** The open document, beside the images: nothing of them is covered, and the hands stay where they are. */
export function DocumentPane() {
  const open = useDocumentDesk((state) => state.open);
  return open ? <Pane key={open.document.sopInstanceUID} open={open} /> : null;
}

function Pane({ open }: { open: OpenDocument }) {
  const { t } = useTranslation();
  const desk = documentDeskOf(useReading().session);
  const current = useReadingState(({ snapshot }) => snapshot.item);
  const studies = useReadingState((state) => state.studies);
  const whole = useWholeObject(open);
  const { document, snapshot } = open;
  const header = whole.state === 'here' ? whole.object.dataset : undefined;
  const onScreen = patientOfDocument(current, snapshot.item, [describedNow(studies, open), header]);
  return (
    <aside
      className={styles.pane}
      aria-label={documentTitle(document, t)}
      data-testid="document"
      data-kind={document.kind}
    >
      <header className={styles.top}>
        <div>
          <h2 className={styles.title} dir="auto">
            {documentTitle(document, t)}
          </h2>
          <p className={styles.note}>{documentWhen(document)}</p>
          {studyKey(snapshot.item.study) !== studyKey(current.study) && <StudyTag item={snapshot.item} />}
          <DocumentPatient onScreen={onScreen} />
        </div>
        <Button
          onClick={() => openDocument(desk, undefined)}
          aria-label={t('documents.close')}
          title={t('documents.close')}
        >
          <Icon name="cross" />
        </Button>
      </header>
      <div className={styles.body}>
        {whole.state === 'asking' && <p className={styles.note}>{t('documents.opening')}</p>}
        {whole.state === 'failed' && (
          <p className={styles.warning} role="alert">
            {t('documents.notHere', { reason: failureText(whole.failure) })}
          </p>
        )}
        {whole.state === 'here' && <Content open={open} object={whole.object} />}
      </div>
    </aside>
  );
}

function Content({ open, object }: { open: OpenDocument; object: WholeObject }) {
  const { t } = useTranslation();
  const { dataset, documentBase64, pixelsBase64 } = object;
  const bytes = useMemo(() => (documentBase64 === undefined ? undefined : bytesOf(documentBase64)), [documentBase64]);
  const pixels = useMemo(() => (pixelsBase64 === undefined ? undefined : bytesOf(pixelsBase64)), [pixelsBase64]);
  const { kind } = open.document;
  switch (kind) {
    case 'report':
    case 'doseReport':
      return (
        <>
          <Standing open={open} />
          <ReportDocument open={open} dataset={dataset} />
        </>
      );
    case 'keyImages':
      return <KeyImages open={open} dataset={dataset} />;
    case 'presentation':
      return <Presentation open={open} dataset={dataset} />;
    case 'segmentation':
    case 'structures':
      return <LayerSwitch open={open} dataset={dataset} pixels={pixels} />;
    case 'pdf':
      return bytes ? <PdfDocument bytes={bytes} /> : <p className={styles.note}>{t('documents.empty')}</p>;
    case 'encapsulated':
      return bytes ? (
        <EncapsulatedText dataset={dataset} bytes={bytes} />
      ) : (
        <p className={styles.note}>{t('documents.empty')}</p>
      );
    case 'other':
      return <p className={styles.note}>{t('documents.notShown')}</p>;
  }
}

/** Whether somebody stands for a report: verified, not verified, or written by a program. */
function Standing({ open: { document } }: { open: OpenDocument }) {
  const { t } = useTranslation();
  const origin = originOf(document.dataset, readContentTree(document.dataset).root);
  if (origin.byMachine) return <MachineBadge source={{ origin }} />;
  return document.verifiedBy === undefined ? (
    <Badge tone="attention" icon="triangle">
      {t('documents.report.unverified')}
    </Badge>
  ) : (
    <Badge tone="proven" icon="tick" wraps>
      {t('documents.report.verified', { who: document.verifiedBy })}
    </Badge>
  );
}
