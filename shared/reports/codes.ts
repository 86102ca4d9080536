import type { DicomDataset } from '../dicom/dicomJson.ts';

/** A coded concept (PS3.3 section 8.8): value, scheme, meaning. */
export type Code = readonly [value: string, scheme: 'DCM' | 'LN' | 'RFC5646' | '99DURBEEN', meaning: string];

/**
 * The codes of a report (TID 2000, CID 7000 to 7003; PS3.16). Meanings are the standard's, letter for letter:
 * validators compare them.
 */
export const codes = {
  diagnosticImagingReport: ['18748-4', 'LN', 'Diagnostic Imaging Report'],
  language: ['121049', 'DCM', 'Language of Content Item and Descendants'],
  english: ['en', 'RFC5646', 'English'],
  observerType: ['121005', 'DCM', 'Observer Type'],
  person: ['121006', 'DCM', 'Person'],
  personObserverName: ['121008', 'DCM', 'Person Observer Name'],
  history: ['121060', 'DCM', 'History'],
  procedureDescriptions: ['121064', 'DCM', 'Current Procedure Descriptions'],
  procedureDescription: ['121065', 'DCM', 'Procedure Description'],
  priorProcedureDescriptions: ['121066', 'DCM', 'Prior Procedure Descriptions'],
  // 121067 is not in CID 7002; a previous procedure is described by what was found then.
  previousFinding: ['121069', 'DCM', 'Previous Finding'],
  findings: ['121070', 'DCM', 'Findings'],
  finding: ['121071', 'DCM', 'Finding'],
  impressions: ['121072', 'DCM', 'Impressions'],
  impression: ['121073', 'DCM', 'Impression'],
  addendum: ['121078', 'DCM', 'Addendum'],
} as const satisfies Record<string, Code>;

/** A code as one item of a code sequence. */
export function codeItem([value, scheme, meaning]: Code): DicomDataset {
  return {
    '00080100': { vr: 'SH', Value: [value] },
    '00080102': { vr: 'SH', Value: [scheme] },
    '00080104': { vr: 'LO', Value: [meaning] },
  };
}
