import {
  formatAgeAndSex,
  formatDate,
  formatDescription,
  formatLocalDate,
  formatPlainTime,
} from '#renderer/i18n/format.ts';
import { writtenGroups } from '#renderer/ui/PersonName.tsx';
import type { ReportVersion } from '#shared/contract/reports.ts';
import type { WorklistItem } from '#shared/contract/worklist.ts';
import { canonicalText } from '#shared/reports/canonicalText.ts';

type Named = Pick<
  WorklistItem,
  'patientName' | 'patientId' | 'patientAge' | 'patientSex' | 'studyDescription' | 'studyDate'
>;

/** A signed version as plain text, to be passed on by hand: whose it is, what was signed, by whom and when. */
export function reportAsText(item: Named | undefined, version: ReportVersion): string {
  const who = item && [
    [item.patientName && writtenGroups(item.patientName).join(', '), item.patientId],
    [formatAgeAndSex(item.patientAge, item.patientSex)],
    [formatDescription(item.studyDescription), formatDate(item.studyDate)],
  ];
  const head = (who ?? []).map((line) => line.filter(Boolean).join(' \u00b7 ')).filter((line) => line !== '');
  const text = canonicalText(version.kind, version.text, version.images?.limitations).trimEnd();
  const signed = `${version.signerName}, ${formatLocalDate(version.signedAt)} ${formatPlainTime(version.signedAt)}`;
  return [...(head.length > 0 ? [head.join('\n')] : []), text, signed].join('\n\n');
}
