import { formatDate } from '#renderer/i18n/format.ts';
import type { ReportText } from '#shared/contract/reports.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { readDate } from '#shared/dicom/dateTime.ts';

/**
 * What the archive already says, put where the reader would type it. Only facts: what was asked, what was done, which
 * earlier studies exist. In English, as the report is.
 */
export function prefill(item: WorklistItem | undefined, priors: readonly WorklistItem[]): ReportText {
  return {
    clinicalInformation: item?.indication?.trim() ?? '',
    technique: technique(item),
    comparison: item ? comparison(item, priors) : '',
    findings: '',
    impression: '',
  };
}

function technique(item: WorklistItem | undefined): string {
  const description = item?.studyDescription?.trim();
  if (description) return sentence(description);
  const parts = [item?.modalities.join('/'), item?.bodyPart?.toLowerCase()].filter(Boolean).join(' ');
  return parts ? sentence(parts) : '';
}

function comparison(item: WorklistItem, priors: readonly WorklistItem[]): string {
  const earlier = priors.map((prior) => {
    const name = prior.studyDescription?.trim() || prior.modalities.join('/');
    const days = daysBetween(prior.studyDate, item.studyDate);
    return `${name} of ${formatDate(prior.studyDate)}${days === undefined ? '' : ` (${days} days earlier)`}`;
  });
  return earlier.length > 0 ? sentence(earlier.join('; ')) : 'No earlier study available.';
}

function daysBetween(from: string | undefined, to: string | undefined): number | undefined {
  const [first, last] = [readDate(from), readDate(to)];
  if (!first || !last) return undefined;
  const days = Date.UTC(last.year, last.month - 1, last.day) - Date.UTC(first.year, first.month - 1, first.day);
  return Math.round(days / 86_400_000);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
