import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openPdf, type Pdf, type PdfRefusal } from '../../../pdf/pdfDocument.ts';
import styles from './Documents.module.css';

type Opened = { readonly of: Uint8Array; readonly pdf: Pdf | PdfRefusal };

/** An encapsulated PDF, page under page on grey. Only its pictures of pages are shown; nothing in it runs. */
export function PdfDocument({ bytes }: { bytes: Uint8Array<ArrayBuffer> }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Opened>();
  useEffect(() => {
    let isGone = false;
    let close: (() => void) | undefined;
    // A copy: the worker takes what it is handed.
    void openPdf(bytes.slice()).then((pdf) => {
      if (typeof pdf === 'object') close = pdf.close;
      if (isGone) close?.();
      else setOpened({ of: bytes, pdf });
    });
    return () => {
      isGone = true;
      close?.();
    };
  }, [bytes]);
  const pdf = opened?.of === bytes ? opened.pdf : undefined;
  if (pdf === undefined) return <p className={styles.note}>{t('documents.opening')}</p>;
  if (typeof pdf === 'string') return <p className={styles.note}>{t(`documents.pdf.${pdf}`)}</p>;
  return (
    <div className={styles.pages} data-testid="pdf" data-pages={pdf.pages}>
      {pageNumbers(pdf).map((number) => (
        <PdfPage key={number} pdf={pdf} number={number} />
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

/** Of a page that has not been drawn: A4 upright, so that the bar beside the pages is about right. */
const usualShape = Math.SQRT2;

/** One page, drawn when it comes into sight. */
function PdfPage({ pdf, number }: { pdf: Pdf; number: number }) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [state, setState] = useState<'waiting' | 'drawn' | 'failed'>('waiting');
  const [words, setWords] = useState('');
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const gone = new AbortController();
    const draw = async () => {
      try {
        if (!(await pdf.draw(number, element, element.clientWidth, gone.signal))) return;
        setState('drawn');
        setWords(await pdf.words(number));
      } catch {
        if (!gone.signal.aborted) setState('failed');
      }
    };
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      void draw();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      gone.abort();
    };
  }, [pdf, number]);
  return (
    <figure className={styles.page} data-state={state}>
      <canvas
        ref={canvas}
        className={styles.sheet}
        style={state === 'waiting' ? { aspectRatio: `1 / ${usualShape}` } : undefined}
        role="img"
        aria-label={words || t('documents.pdf.page', { number })}
      />
      {state === 'failed' && (
        <figcaption className={styles.note}>{t('documents.pdf.pageFailed', { number })}</figcaption>
      )}
    </figure>
  );
}
