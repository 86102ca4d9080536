import { assertNever } from '../base/assertNever.ts';
import { type ReportSections, type SectionName, type SignedText, sectionNames } from './report.ts';

/** Headings of the signed text. English on purpose: they are part of what is signed, whatever the screen speaks. */
export const sectionHeadings: Readonly<Record<SectionName, string>> = {
  clinicalInformation: 'CLINICAL INFORMATION',
  technique: 'TECHNIQUE',
  comparison: 'COMPARISON',
  findings: 'FINDINGS',
  impression: 'IMPRESSION',
};

// What UT may not hold (PS3.5 section 6.1.3): control characters but TAB, LF, FF, CR; and lone surrogates, which are
// no characters and would change on the way through UTF-8. What ends a line, as Unicode counts it, becomes LF: taken
// away it would join two words, "no" and "fracture", into one.
const lineEnds = /\r\n?|\v|\f|\u0085|\u2028|\u2029/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: naming them is the point
const forbidden = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufeff]|\p{Surrogate}/gu;

/**
 * A section as it is signed: Unicode NFC, lines ended by LF, no spaces at line ends, no blank lines around,
 * at most one blank line between. Doing it twice changes nothing.
 * Marks that steer direction (U+200E, U+200F, isolates) stay: they decide how Urdu and numbers read.
 */
export function canonicalSection(text: string): string {
  return text
    .replace(lineEnds, '\n')
    .replace(forbidden, '')
    .replace(/[ \t\u00a0]+$/gmu, '')
    .replace(/\n{3,}/gu, '\n\n')
    .replace(/^\n+|\n+$/gu, '')
    .normalize('NFC');
}

export function canonicalSections(sections: ReportSections): ReportSections {
  // By name, never by place: a section put in between must not move the others' texts.
  return Object.fromEntries(sectionNames.map((name) => [name, canonicalSection(sections[name])])) as Record<
    SectionName,
    string
  >;
}

/** Stands over what the report was signed without, after everything the reader wrote. */
export const limitationsHeading = 'LIMITATIONS';

/** Prefilled sections alone are no report: something must have been found or concluded. */
export function isEmptyReport(sections: ReportSections): boolean {
  return canonicalSection(sections.findings) === '' && canonicalSection(sections.impression) === '';
}

/** The text of an addendum: its sections without headings, as one. */
export function addendumText(sections: ReportSections): string {
  return sectionNames
    .map((name) => canonicalSection(sections[name]))
    .filter((text) => text !== '')
    .join('\n\n');
}

/**
 * The exact text that is shown before signing, signed and hashed. Of an addendum: the addendum alone, because the
 * text before it was signed already and is named by its own digest. What it was signed without stands at its end: it
 * leaves with the report, and the digest holds it.
 */
export function canonicalText(
  kind: SignedText['kind'],
  sections: ReportSections,
  limitations: readonly string[] = [],
): string {
  const written = writtenText(kind, sections);
  if (limitations.length === 0) return written;
  const limits = `${limitationsHeading}\n${limitations.map(canonicalSection).join('\n')}\n`;
  return written === '' ? limits : `${written}\n${limits}`;
}

function writtenText(kind: SignedText['kind'], sections: ReportSections): string {
  switch (kind) {
    case 'addendum':
      return `ADDENDUM\n${addendumText(sections)}\n`;
    case 'final':
      return sectionNames
        .map((name) => [sectionHeadings[name], canonicalSection(sections[name])] as const)
        .filter(([, text]) => text !== '')
        .map(([heading, text]) => `${heading}\n${text}\n`)
        .join('\n');
    default:
      return assertNever(kind);
  }
}
