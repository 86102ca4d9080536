import type { ReportText } from '#shared/contract/reports.ts';
import type { StudySnapshot } from '#shared/contract/studies.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { isReadableText } from '#shared/dicom/readableText.ts';
import { examinationOf, namesContrast } from './examination.ts';

/**
 * What the archive already says, put where the reader would type it: what was asked and what was done, in English, as
 * the report is. Never what was compared: only the reader knows that, and says it (see comparisonOffers).
 */
export function prefill(item: WorklistItem | undefined, series: StudySnapshot['series']): ReportText {
  return {
    clinicalInformation: clinicalInformation(item),
    technique: technique(item, series),
    comparison: '',
    findings: '',
    impression: '',
  };
}

/** A question that the archive has garbled would be signed as if somebody had asked it so. */
function clinicalInformation(item: WorklistItem | undefined): string {
  const asked = item?.indication?.trim() ?? '';
  return isReadableText(asked) ? asked : '';
}

function technique(item: WorklistItem | undefined, series: StudySnapshot['series']): string {
  const examination = item && examinationOf(item);
  if (examination === undefined) return '';
  return `${examination}${namesContrast(series) ? ' with contrast' : ''}.`;
}
