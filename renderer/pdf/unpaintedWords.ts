/** Of an annotation or form field of a PDF (ISO 32000-1, 12.5 and 12.7) as the library tells it: what is asked here. */
export interface PdfAnnotation {
  readonly subtype?: string;
  readonly annotationFlags?: number;
  readonly hasAppearance?: boolean;
  readonly contentsObj?: { readonly str?: string };
  readonly fieldName?: string;
  readonly alternativeText?: string;
  readonly fieldValue?: unknown;
}

const mostNotes = 200;
const longestNote = 2_000;

/** Flags 2 and 6: what the document itself does not want seen. */
const hiddenFlags = 2 | 32;
/** Their words are part of their picture, where they have one. */
const painted = new Set(['FreeText', 'Stamp']);
/** Of others: the words belong to the one that they stand beside, or are none. */
const wordless = new Set(['Popup', 'Link', 'Widget']);

/**
 * What a page says that its picture does not show: the words behind notes and marks, and of a form field that comes
 * without a picture its value. A reader who is shown the page is told these beside it.
 */
export function unpaintedWords(annotations: readonly PdfAnnotation[]): readonly string[] {
  return annotations
    .filter(({ annotationFlags = 0 }) => (annotationFlags & hiddenFlags) === 0)
    .map((annotation) => wordsOf(annotation).trim())
    .filter((words) => words !== '')
    .slice(0, mostNotes)
    .map((words) => (words.length > longestNote ? `${words.slice(0, longestNote)}…` : words));
}

function wordsOf(annotation: PdfAnnotation): string {
  const { subtype = '', hasAppearance = false, contentsObj } = annotation;
  if (subtype === 'Widget') return hasAppearance ? '' : wordsOfField(annotation);
  if (wordless.has(subtype) || (painted.has(subtype) && hasAppearance)) return '';
  return contentsObj?.str ?? '';
}

function wordsOfField({ fieldName = '', alternativeText = '', fieldValue }: PdfAnnotation): string {
  const values = (Array.isArray(fieldValue) ? fieldValue : [fieldValue]).filter(
    (value): value is string => typeof value === 'string' && value.trim() !== '' && value !== 'Off',
  );
  return values.length === 0 ? '' : [alternativeText || fieldName, values.join(', ')].filter(Boolean).join(': ');
}
