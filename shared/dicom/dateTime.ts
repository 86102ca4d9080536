/** A date as DA writes it, checked: year, month 1-12, day 1-31. */
export interface DicomDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Reads DA "YYYYMMDD" (and the ACR-NEMA "YYYY.MM.DD"); undefined for anything else, impossible days included. */
export function readDate(text: string | undefined): DicomDate | undefined {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(text?.trim() ?? '');
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const real = new Date(Date.UTC(year, month - 1, day));
  return real.getUTCMonth() === month - 1 && real.getUTCDate() === day ? { year, month, day } : undefined;
}

/** Milliseconds since midnight of a TM value "HHMMSS.FFFFFF" (any prefix of it); undefined when it is not one. */
export function readTime(text: string | undefined): number | undefined {
  const match = /^(\d{2}):?(\d{2})?:?(\d{2})?(?:\.(\d{1,6}))?$/.exec(text?.trim() ?? '');
  if (!match) return undefined;
  const [hour, minute, second] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const fraction = Number(`0.${match[4] ?? '0'}`);
  return Math.round(((hour * 60 + minute) * 60 + second + fraction) * 1000);
}

/** A date and time as DT writes them, with the offset from UTC in minutes where the value names its own. */
export interface DicomDateTime {
  readonly date: DicomDate;
  readonly timeMs: number;
  readonly offsetMinutes: number | undefined;
}

/**
 * Reads DT "YYYYMMDDHHMMSS.FFFFFF&ZZXX" down to the minute or finer (PS3.5 section 6.2); undefined for anything coarser,
 * because a date alone is no time.
 */
export function readDateTime(text: string | undefined): DicomDateTime | undefined {
  const match = /^(\d{8})(\d{4}(?:\d{2}(?:\.\d{1,6})?)?)([+-]\d{4})?$/.exec(text?.trim() ?? '');
  if (!match) return undefined;
  const [date, timeMs] = [readDate(match[1]), readTime(match[2])];
  const offsetMinutes = match[3] === undefined ? undefined : readTimezoneOffset(match[3]);
  if (!date || timeMs === undefined || (match[3] !== undefined && offsetMinutes === undefined)) return undefined;
  return { date, timeMs, offsetMinutes };
}

/**
 * The instant of a DICOM date and time, in epoch milliseconds.
 * DICOM dates are local to the site: `offsetMinutes` is the site's offset from UTC (east positive).
 */
export function instantOf(date: DicomDate, timeMs: number, offsetMinutes: number): number {
  return Date.UTC(date.year, date.month - 1, date.day) + timeMs - offsetMinutes * 60_000;
}

/** "+0530" → 330; undefined when the text is not TimezoneOffsetFromUTC (0008,0201). */
export function readTimezoneOffset(text: string | undefined): number | undefined {
  const match = /^([+-])(\d{2})(\d{2})$/.exec(text?.trim() ?? '');
  if (!match) return undefined;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  // PS3.3 C.12.1.1.8: from -1200 to +1400.
  if (Number(match[3]) > 59 || minutes > (match[1] === '-' ? 720 : 840)) return undefined;
  return match[1] === '-' ? -minutes : minutes;
}

/** Age on a day as AS writes it: "012D" under 4 weeks, "011W" under 3 months, "018M" under 2 years, else "054Y". */
export function ageOn(birth: DicomDate, day: DicomDate): string | undefined {
  const days = Math.round(
    (Date.UTC(day.year, day.month - 1, day.day) - Date.UTC(birth.year, birth.month - 1, birth.day)) / 86_400_000,
  );
  if (days < 0) return undefined;
  const months = (day.year - birth.year) * 12 + (day.month - birth.month) - (day.day < birth.day ? 1 : 0);
  const pad = (value: number) => String(value).padStart(3, '0');
  if (days < 28) return `${pad(days)}D`;
  if (months < 3) return `${pad(Math.floor(days / 7))}W`;
  return months < 24 ? `${pad(months)}M` : `${pad(Math.floor(months / 12))}Y`;
}

/** DA text of an instant at an offset from UTC in minutes. */
export function writeDate(instantMs: number, offsetMinutes: number): string {
  return new Date(instantMs + offsetMinutes * 60_000).toISOString().slice(0, 10).replaceAll('-', '');
}

/** TM text "HHMMSS" of an instant at an offset from UTC in minutes. */
export function writeTime(instantMs: number, offsetMinutes: number): string {
  return new Date(instantMs + offsetMinutes * 60_000).toISOString().slice(11, 19).replaceAll(':', '');
}

/** "+0530" of 330. */
export function writeTimezoneOffset(offsetMinutes: number): string {
  const minutes = Math.abs(offsetMinutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
}
