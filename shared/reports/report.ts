/** What a report says, section by section, in the order it is read. The contract's `ReportText` has this shape. */
export interface ReportSections {
  readonly clinicalInformation: string;
  readonly technique: string;
  readonly comparison: string;
  readonly findings: string;
  readonly impression: string;
}

export type SectionName = keyof ReportSections;

export const sectionNames = [
  'clinicalInformation',
  'technique',
  'comparison',
  'findings',
  'impression',
] as const satisfies readonly SectionName[];

export const emptySections: ReportSections = {
  clinicalInformation: '',
  technique: '',
  comparison: '',
  findings: '',
  impression: '',
};

/** Who signs. `name` as a person writes it; DICOM's PN is made from it (see signerPersonName). */
export interface Signer {
  readonly name: string;
  readonly qualification: string;
  readonly registrationNumber: string;
  readonly organisation: string;
}

/** A version that has been signed; its text never changes again. */
export interface SignedText {
  readonly kind: 'final' | 'addendum';
  readonly sections: ReportSections;
  readonly signer: Signer;
  /** Epoch milliseconds. */
  readonly signedAt: number;
  /** What it was signed without, sentence by sentence: part of the signed text. */
  readonly limitations?: readonly string[] | undefined;
}

/** Longest report that is signed, in UTF-16 code units of canonical text: far beyond any real one. */
export const maxReportLength = 100_000;
