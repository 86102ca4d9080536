import { AnnotationMode, getDocument, type PDFDocumentProxy, type PDFPageProxy, PDFWorker } from 'pdfjs-dist';
import { bundledData } from './bundledData.ts';
import { isTooMuch } from './pageBurden.ts';
import { PatientWorker } from './patientWorker.ts';
import { type PdfAnnotation, unpaintedWords } from './unpaintedWords.ts';

/** Pixels of the largest image in a document that is decoded: more is a bomb, or a poster. */
const largestImage = 64 * 1024 * 1024;
/** Pixels of the canvas of one page. */
const largestPage = 16 * 1024 * 1024;

/**
 * A PDF that is shown page by page: form fields, stamps and free text as their authors left them, in pictures. Nothing
 * in it runs: scripts, actions, links and attached files are not even asked for.
 */
export interface Pdf {
  readonly pages: number;
  /**
   * Draws a page, counted from 1, as wide as told in CSS pixels. Answers false when it was given up, and throws for a page
   * that cannot be drawn; `tooMuch` where it holds more than can be drawn beside a reader's hands.
   */
  draw(page: number, canvas: HTMLCanvasElement, width: number, signal: AbortSignal): Promise<boolean | 'tooMuch'>;
  /** The words of a page, for those who cannot see it; empty of a scan. */
  words(page: number): Promise<string>;
  /** What a page says that its picture does not show: words of notes, and of form fields without a picture. */
  notes(page: number): Promise<readonly string[]>;
  /** Whether something that the document leans on was not there, so that words of it may be missing. */
  isIncomplete(): boolean;
  close(): void;
}

export type PdfRefusal = 'notReadable' | 'locked';

/** A document that has not answered by then has been made to keep a reader busy; its worker is ended. */
const longestMs = 20_000;

/** Opens a PDF in a worker of its own. It is handed the bytes, and asks nothing of any network. */
export async function openPdf(bytes: Uint8Array<ArrayBuffer>): Promise<Pdf | PdfRefusal> {
  const port = startWorker();
  if (!port) return 'notReadable';
  const worker = new PatientWorker(() => port.terminate(), longestMs);
  let missing = false;
  const task = getDocument({
    data: bytes,
    // The declared type leaves out what the class takes.
    worker: new PDFWorker({ port: port as unknown as null }),
    enableXfa: false,
    stopAtErrors: false,
    maxImageSize: largestImage,
    canvasMaxAreaInBytes: largestPage * 4,
    useWorkerFetch: false,
    BinaryDataFactory: bundledData(() => {
      missing = true;
    }),
    cMapUrl: 'cmaps/',
    standardFontDataUrl: 'standard_fonts/',
    wasmUrl: 'wasm/',
    useSystemFonts: true,
  });
  try {
    return shownPages(await worker.answer(() => task.promise), worker, () => missing);
  } catch (error) {
    worker.end();
    return error instanceof Error && error.name === 'PasswordException' ? 'locked' : 'notReadable';
  }
}

/** Undefined where none can be made: a policy that forbids it, or no room. */
function startWorker(): Worker | undefined {
  try {
    return new Worker(new URL('./pdfWorker.ts', import.meta.url), { type: 'module' });
  } catch {
    return undefined;
  }
}

function shownPages(document: PDFDocumentProxy, worker: PatientWorker, isIncomplete: () => boolean): Pdf {
  const pageOf = (number: number) => worker.answer(() => document.getPage(number));
  return {
    pages: document.numPages,
    isIncomplete,
    async draw(number, canvas, width, signal) {
      const page = await pageOf(number);
      return worker.answer(() => drawPage({ page, canvas, width, signal, ended: worker.ended }));
    },
    async words(number) {
      const page = await pageOf(number);
      const { items } = await worker.answer(() => page.getTextContent());
      return items.map((item) => ('str' in item ? item.str : '')).join(' ');
    },
    async notes(number) {
      const page = await pageOf(number);
      return unpaintedWords((await worker.answer(() => page.getAnnotations())) as readonly PdfAnnotation[]);
    },
    close: () => worker.end(),
  };
}

interface PageToDraw {
  readonly page: PDFPageProxy;
  readonly canvas: HTMLCanvasElement;
  readonly width: number;
  readonly signal: AbortSignal;
  readonly ended: AbortSignal;
}

async function drawPage({ page, canvas, width, signal, ended }: PageToDraw): Promise<boolean | 'tooMuch'> {
  const isGivenUp = () => signal.aborted;
  if (isGivenUp()) return false;
  // Asked for before it is drawn: drawing is done here and not by the worker, and once begun nothing ends it.
  const steps = await page.getOperatorList({ annotationMode: AnnotationMode.ENABLE });
  if (isGivenUp()) return false;
  if (isTooMuch(steps)) {
    page.cleanup();
    return 'tooMuch';
  }
  const whole = page.getViewport({ scale: 1 });
  const density = window.devicePixelRatio;
  const most = Math.sqrt(largestPage / (whole.width * whole.height));
  const viewport = page.getViewport({ scale: Math.min((width * density) / whole.width, most) });
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  // Pictures of fields and stamps are painted; fields of the page's own, which one could type into, are not made.
  const drawing = page.render({ canvas, viewport, annotationMode: AnnotationMode.ENABLE });
  const stop = () => drawing.cancel();
  const either = AbortSignal.any([signal, ended]);
  either.addEventListener('abort', stop, { once: true });
  try {
    await drawing.promise;
    return true;
  } catch (error) {
    if (isGivenUp()) return false;
    throw error;
  } finally {
    either.removeEventListener('abort', stop);
  }
}
