import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shownText } from '#shared/dicom/shownText.ts';
import { openPdf, type Pdf, type PdfRefusal } from '../../../pdf/pdfDocument.ts';
import styles from './Documents.module.css';
import { PageSheet, type PageState } from './pageSheet.ts';

type Opened = { readonly of: Uint8Array; readonly pdf: Pdf | PdfRefusal };

/** An encapsulated PDF, page under page on grey, and beside a page what its picture leaves out. Nothing in it runs. */
export function PdfDocument({ bytes }: { bytes: Uint8Array<ArrayBuffer> }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Opened>();
  const [incomplete, setIncomplete] = useState(false);
  useEffect(() => {
    let isGone = false;
    let close: (() => void) | undefined;
    // A copy: the worker takes what it is handed.
    void openPdf(bytes.slice()).then((pdf) => {
      if (typeof pdf === 'object') close = pdf.close;
      if (isGone) close?.();
      else {
        setIncomplete(false);
        setOpened({ of: bytes, pdf });
      }
    });
    return () => {
      isGone = true;
      close?.();
    };
  }, [bytes]);
  const pdf = opened?.of === bytes ? opened.pdf : undefined;
  const onDrawn = useCallback(() => {
    if (typeof pdf === 'object') setIncomplete(pdf.isIncomplete());
  }, [pdf]);
  if (pdf === undefined) return <p className={styles.note}>{t('documents.opening')}</p>;
  if (typeof pdf === 'string') return <p className={styles.note}>{t(`documents.pdf.${pdf}`)}</p>;
  return (
    <div className={styles.pages} data-testid="pdf" data-pages={pdf.pages}>
      {incomplete && (
        <p className={styles.warning} role="status">
          {t('documents.pdf.incomplete')}
        </p>
      )}
      {pageNumbers(pdf).map((number) => (
        <PdfPage key={number} pdf={pdf} number={number} onDrawn={onDrawn} />
      ))}
      {pdf.pages > mostPages && (
        <p className={styles.note}>{t('documents.pdf.more', { count: pdf.pages - mostPages })}</p>
      )}
    </div>
  );
}

const mostPages = 200;

function pageNumbers({ pages }: Pdf): readonly number[] {
  return Array.from({ length: Math.min(pages, mostPages) }, (_, index) => index + 1);
}

interface PageProps {
  readonly pdf: Pdf;
  readonly number: number;
  readonly onDrawn: () => void;
}

/** What is drawn of a page: nothing while it is out of sight, so that a long document takes no more memory than a short one. */
function PdfPage({ pdf, number, onDrawn }: PageProps) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [state, setState] = useState<PageState>('waiting');
  const [shape, setShape] = useState(usualShape);
  const [words, setWords] = useState('');
  const [notes, setNotes] = useState<readonly string[]>([]);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const sheet = new PageSheet(element, pdf, number);
    sheet.onState = (next) => {
      setState(next);
      if (next !== 'drawn') return;
      setShape(element.height / element.width);
      onDrawn();
    };
    sheet.onWords = setWords;
    sheet.onNotes = setNotes;
    return sheet.watch();
  }, [pdf, number, onDrawn]);
  return (
    <figure className={styles.page} data-state={state}>
      <canvas
        ref={canvas}
        className={styles.sheet}
        style={{ aspectRatio: `1 / ${shape}` }}
        role="img"
        aria-label={words || t('documents.pdf.page', { number })}
      />
      {state === 'failed' && (
        <figcaption className={styles.note}>{t('documents.pdf.pageFailed', { number })}</figcaption>
      )}
      {state === 'tooMuch' && (
        <figcaption className={styles.note}>{t('documents.pdf.pageTooMuch', { number })}</figcaption>
      )}
      {notes.length > 0 && (
        <figcaption className={styles.pageNotes}>
          {t('documents.pdf.notes', { number })}
          <ul>
            {notes.map((note, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a note is known by its place on the page.
              <li key={index} dir="auto">
                {shownText(note)}
              </li>
            ))}
          </ul>
        </figcaption>
      )}
    </figure>
  );
}

/** Of a page that has not been drawn: A4 upright, so that the bar beside the pages is about right. */
const usualShape = Math.SQRT2;
