import type { TFunction } from 'i18next';
import { readDate, readTime } from '#shared/dicom/dateTime.ts';
import type { StudyDocument } from '#shared/dicom/documents/studyDocuments.ts';

/** What a document is called: by its own title, else by what it is. */
export function documentTitle({ title, kind }: StudyDocument, t: TFunction): string {
  return title === '' ? t(`documents.kind.${kind}`) : title;
}

/** "2026-11-20 14:05"; what is not known is left out. */
export function documentWhen({ date, time }: StudyDocument): string {
  const day = readDate(date);
  if (!day) return '';
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = time !== undefined && readTime(time) !== undefined ? ` ${time.slice(0, 2)}:${time.slice(2, 4)}` : '';
  return `${day.year}-${two(day.month)}-${two(day.day)}${clock}`;
}
