import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type DicomDataset, textOf, textsOf } from '#shared/dicom/dicomJson.ts';
import { shownText, withoutUnseen } from '#shared/dicom/shownText.ts';
import { useReadingState } from '../readingContext.ts';
import { type ClinicalPatient, compareClinical } from './clinicalPatient.ts';
import { DocumentPatient } from './DocumentPatient.tsx';
import styles from './Documents.module.css';
import { readBytes } from './documentBytes.ts';
import { readMarkup } from './readMarkup.ts';

const readableTypes = /^(text\/(plain|xml|html|cda)|application\/(xml|hl7-cda\+xml|xhtml\+xml))/;
/** In signs: some five hundred pages. */
const longest = 1_000_000;

/** A document of words, as words: whatever marks and scripts are in it are left out or stand there as text. */
export function EncapsulatedText({ dataset, bytes }: { dataset: DicomDataset; bytes: Uint8Array }) {
  const { t } = useTranslation();
  const type = (textOf(dataset, 'MIMETypeOfEncapsulatedDocument') ?? '').toLowerCase();
  const isReadable = readableTypes.test(type);
  const read = useMemo(
    () => (isReadable ? readText(dataset, bytes, type) : undefined),
    [isReadable, dataset, bytes, type],
  );
  if (!read) return <p className={styles.note}>{t('documents.otherType', { type: shownText(type) || '?' })}</p>;
  const { text, lost, leftOut, takenOut, patient } = read;
  const notes = [
    text.length > longest && t('documents.text.cut'),
    leftOut && t('documents.text.leftOut'),
    takenOut && t('documents.text.takenOut'),
    lost > 0 && t('documents.text.lost', { count: lost }),
  ].filter((note) => note !== false);
  return (
    <>
      {patient && <Patient patient={patient} />}
      {notes.map((note) => (
        <p key={note} className={styles.warning} role="alert">
          {note}
        </p>
      ))}
      <p className={styles.plain} dir="auto" data-testid="document-text">
        {text.slice(0, longest)}
      </p>
    </>
  );
}

/** The text names a patient of its own, whatever the data set around it says (T22). */
function Patient({ patient }: { patient: ClinicalPatient }) {
  const current = useReadingState(({ snapshot }) => snapshot.item);
  return <DocumentPatient onScreen={compareClinical(current, patient)} />;
}

function readText(dataset: DicomDataset, bytes: Uint8Array, type: string) {
  const isMarkup = !type.startsWith('text/plain');
  const { text: written, lost } = readBytes(bytes, textsOf(dataset, 'SpecificCharacterSet'), isMarkup);
  const markup = isMarkup ? readMarkup(written, type.includes('html')) : undefined;
  const { text = written, leftOut = false, takenOut = false, patient } = markup ?? {};
  return { text: withoutUnseen(text), lost, leftOut, takenOut, patient };
}
