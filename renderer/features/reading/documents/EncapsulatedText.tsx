import { useTranslation } from 'react-i18next';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { shownText } from '#shared/dicom/shownText.ts';
import styles from './Documents.module.css';
import { readMarkup } from './readMarkup.ts';

const readableTypes = /^(text\/(plain|xml|html|cda)|application\/(xml|hl7-cda\+xml|xhtml\+xml))/;
const longest = 200_000;

/** A document of words, as words: whatever marks and scripts are in it are left out or stand there as text. */
export function EncapsulatedText({ dataset, bytes }: { dataset: DicomDataset; bytes: Uint8Array }) {
  const { t } = useTranslation();
  const type = (textOf(dataset, 'MIMETypeOfEncapsulatedDocument') ?? '').toLowerCase();
  if (!readableTypes.test(type)) {
    return <p className={styles.note}>{t('documents.otherType', { type: shownText(type) || '?' })}</p>;
  }
  const written = new TextDecoder().decode(bytes);
  const text = type.startsWith('text/plain') ? written : readMarkup(written, type.includes('html'));
  return (
    <p className={styles.plain} dir="auto" data-testid="document-text">
      {text.slice(0, longest)}
    </p>
  );
}
