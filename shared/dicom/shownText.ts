/** The longest text taken from an archive into the list. DICOM allows a name 64 signs a group; a note in LO as many. */
export const mostShownSigns = 1_000;

/**
 * Signs that are not seen and change how the others are: marks, embeddings, overrides and isolates of the writing
 * direction (U+061C, U+200E–200F, U+202A–202E, U+2066–2069), zero-width signs (U+200B, U+2060–2064, U+FEFF), tags, and
 * controls other than tab and line ends. The joiners U+200C and U+200D stay: Persian, Urdu and Hindi names need them.
 */
const unseen =
  /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|(?![\t\n\r])\p{Cc}/gu;

/**
 * A text of an archive as it may stand beside other words: without signs that turn what follows them round or pass for
 * nothing, and no longer than a person reads (rule T9).
 */
export function shownText(text: string): string {
  return withoutUnseen(text.length > mostShownSigns ? `${text.slice(0, mostShownSigns)}…` : text);
}

/** The same to its end: for what is there to be read, as a report is. */
export function withoutUnseen(text: string): string {
  return text.replace(unseen, '');
}
