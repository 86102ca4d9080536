import type { Pdf } from '../../../pdf/pdfDocument.ts';

type Asked = Pick<Pdf, 'draw' | 'words' | 'notes'>;

/** `tooMuch`: it holds more than can be drawn without holding up the reader; its words are told all the same. */
export type PageState = 'waiting' | 'drawn' | 'failed' | 'tooMuch';

/** Drawn a little before it comes into sight, and given back a little after it has left. */
const margin = '100% 0px';

/**
 * The canvas of one page: drawn when the page comes near to where it is seen, and given back when it has gone. A page of
 * a scan takes up to 64 MB; two hundred that were once looked at would take all that there is.
 */
export class PageSheet {
  onState: (state: PageState) => void = () => undefined;
  onWords: (words: string) => void = () => undefined;
  onNotes: (notes: readonly string[]) => void = () => undefined;
  readonly #canvas: HTMLCanvasElement;
  readonly #pdf: Asked;
  readonly #number: number;
  #drawing: AbortController | undefined;
  #told = false;

  constructor(canvas: HTMLCanvasElement, pdf: Asked, number: number) {
    this.#canvas = canvas;
    this.#pdf = pdf;
    this.#number = number;
  }

  /** Follows where the page is; returns what ends it. */
  watch(): () => void {
    const observer = new IntersectionObserver(
      (entries) => {
        const last = entries.at(-1);
        if (last?.isIntersecting) void this.show();
        else this.giveBack();
      },
      { root: this.#canvas.closest('[data-testid=document]'), rootMargin: margin },
    );
    observer.observe(this.#canvas);
    return () => {
      observer.disconnect();
      this.giveBack();
    };
  }

  async show(): Promise<void> {
    if (this.#drawing) return;
    const drawing = new AbortController();
    this.#drawing = drawing;
    try {
      const drawn = await this.#pdf.draw(this.#number, this.#canvas, this.#canvas.clientWidth, drawing.signal);
      if (drawn === false || drawing.signal.aborted) return;
      this.onState(drawn === 'tooMuch' ? 'tooMuch' : 'drawn');
    } catch {
      if (!drawing.signal.aborted) this.onState('failed');
      return;
    }
    await this.#tellWords(drawing.signal);
  }

  /** A canvas of no size holds no memory; its place on the page is kept by its style. */
  giveBack(): void {
    if (!this.#drawing) return;
    this.#drawing.abort();
    this.#drawing = undefined;
    this.#canvas.width = 0;
    this.#canvas.height = 0;
    this.onState('waiting');
  }

  /** Once: the words of a page do not change. A page whose words cannot be read is drawn all the same. */
  async #tellWords(signal: AbortSignal): Promise<void> {
    if (this.#told) return;
    this.#told = true;
    const [words, notes] = await Promise.allSettled([this.#pdf.words(this.#number), this.#pdf.notes(this.#number)]);
    if (signal.aborted) {
      this.#told = false;
      return;
    }
    if (words.status === 'fulfilled') this.onWords(words.value);
    if (notes.status === 'fulfilled') this.onNotes(notes.value);
  }
}
