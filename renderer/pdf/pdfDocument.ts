import { getDocument, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist';
import { BundledData } from './bundledData.ts';

/** Pixels of the largest image in a document that is decoded: more is a bomb, or a poster. */
const largestImage = 64 * 1024 * 1024;
/** Pixels of the canvas of one page. */
const largestPage = 16 * 1024 * 1024;

/** A PDF that is shown page by page. Nothing in it runs: scripts, forms, links and attached files are not even asked for. */
export interface Pdf {
  readonly pages: number;
  /**
   * Draws a page, counted from 1, as wide as told in CSS pixels. Answers false when it was given up, and throws for a page
   * that cannot be drawn.
   */
  draw(page: number, canvas: HTMLCanvasElement, width: number, signal: AbortSignal): Promise<boolean>;
  /** The words of a page, for those who cannot see it; empty of a scan. */
  words(page: number): Promise<string>;
  close(): void;
}

export type PdfRefusal = 'notReadable' | 'locked';

/** Opens a PDF in a worker of its own. It is handed the bytes, and asks nothing of any network. */
export async function openPdf(bytes: Uint8Array<ArrayBuffer>): Promise<Pdf | PdfRefusal> {
  const port = new Worker(new URL('./pdfWorker.ts', import.meta.url), { type: 'module' });
  const close = () => port.terminate();
  const task = getDocument({
    data: bytes,
    // The declared type leaves out what the class takes.
    worker: new PDFWorker({ port: port as unknown as null }),
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: largestImage,
    canvasMaxAreaInBytes: largestPage * 4,
    useWorkerFetch: false,
    BinaryDataFactory: BundledData,
    cMapUrl: 'cmaps/',
    wasmUrl: 'wasm/',
    useSystemFonts: true,
  });
  try {
    return shownPages(await inTime(task.promise), close);
  } catch (error) {
    close();
    return error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'notReadable';
  }
}

/** A document that is not open by then has been made to keep a reader busy. */
const longestMs = 20_000;

function inTime<Value>(promise: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too long')), longestMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function shownPages(document: PDFDocumentProxy, close: () => void): Pdf {
  return {
    pages: document.numPages,
    async draw(number, canvas, width, signal) {
      const isGivenUp = () => signal.aborted;
      const page = await document.getPage(number);
      if (isGivenUp()) return false;
      const whole = page.getViewport({ scale: 1 });
      const density = window.devicePixelRatio;
      const most = Math.sqrt(largestPage / (whole.width * whole.height));
      const viewport = page.getViewport({ scale: Math.min((width * density) / whole.width, most) });
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      const drawing = page.render({ canvas, viewport, annotationMode: 0 });
      const stop = () => drawing.cancel();
      signal.addEventListener('abort', stop, { once: true });
      try {
        await inTime(drawing.promise);
        return true;
      } catch (error) {
        if (isGivenUp()) return false;
        throw error;
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    async words(number) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      return items.map((item) => ('str' in item ? item.str : '')).join(' ');
    },
    close,
  };
}
