/**
 * Numbers and dates as a reader sees them: short, with units, the same width. Pure: the clock is handed in.
 * Dates are ISO (2026-05-14): read the same in every country this program is for, and they sort.
 */
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const two = (value: number) => String(value).padStart(2, '0');

/** A DA value as "2026-05-14", one of noughts as none; what is not a date stays as the archive wrote it, so that nothing is hidden. */
export function formatDate(date: string | undefined): string {
  const text = date?.trim() ?? '';
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(text);
  // What fills a field that must not be empty says nothing.
  if (/^[0.\-\s]*$/.test(text)) return '';
  return match ? `${match[1]}-${match[2]}-${match[3]}` : text;
}

/** A TM value as "19:42"; empty when there is none. */
export function formatTime(time: string | undefined): string {
  const match = /^(\d{2}):?(\d{2})/.exec(time?.trim() ?? '');
  return match ? `${match[1]}:${match[2]}` : '';
}

/** An instant as "19:42" in the reader's own time zone, whatever its day. */
export function formatPlainTime(instantMs: number): string {
  const instant = new Date(instantMs);
  return `${two(instant.getHours())}:${two(instant.getMinutes())}`;
}

/** An instant in the reader's own time zone: "19:42" on the same day, else "2026-05-14 19:42". */
export function formatInstant(instantMs: number, nowMs: number): string {
  const instant = new Date(instantMs);
  const now = new Date(nowMs);
  const time = formatPlainTime(instantMs);
  return instant.toDateString() === now.toDateString() ? time : `${formatLocalDate(instantMs)} ${time}`;
}

export function formatLocalDate(instantMs: number): string {
  const instant = new Date(instantMs);
  return `${instant.getFullYear()}-${two(instant.getMonth() + 1)}-${two(instant.getDate())}`;
}

/** The day of an instant, short: "1 Dec"; on the same day its time, "19:42". */
export function formatDay(instantMs: number, nowMs: number): string {
  const instant = new Date(instantMs);
  if (instant.toDateString() === new Date(nowMs).toDateString()) return formatPlainTime(instantMs);
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }).format(instant);
}

/** Older than anybody has become: a birth date that was typed wrongly, or made up. */
const oldestYears = 130;

/** An AS value (PS3.5 6.2) for a reader: "054Y" → "54", "226Y" → "226?" as no one is that old, "000Y" → "<1", "018M" → "18 mo", "011W" → "11 wk", "012D" → "12 d". */
export function formatAge(age: string | undefined): string {
  const match = /^(\d{1,3})([DWMY])$/.exec(age?.trim() ?? '');
  if (!match) return '';
  const units: Readonly<Record<string, string>> = { Y: '', M: ' mo', W: ' wk', D: ' d' };
  const count = Number(match[1]);
  if (match[2] === 'Y' && count === 0) return '<1';
  return `${count}${units[match[2] ?? ''] ?? ''}${match[2] === 'Y' && count > oldestYears ? '?' : ''}`;
}

/** Patient's Sex (PS3.3 C.7.1.1): M and F as they are; O as the word, which beside an age reads as a zero. */
export function formatSex(sex: string | undefined): string {
  const code = sex?.trim() ?? '';
  const words: Readonly<Record<string, string>> = {
    O: 'other',
    OTHER: 'other',
    U: 'unknown',
    UN: 'unknown',
    N: 'unknown',
  };
  return words[code.toUpperCase()] ?? code;
}

/** "54 M", "7 F", "18 mo", "31 · other"; a part that is not known is left out, never guessed. */
export function formatAgeAndSex(age: string | undefined, sex: string | undefined): string {
  const told = formatSex(sex);
  // A word right after a number would count something: "26 other".
  return [formatAge(age), told].filter((part) => part !== '').join(told.length > 1 ? ' · ' : ' ');
}

/** A description as it is read: scanners put a caret between its parts, "Head^Routine". */
export function formatDescription(description: string | undefined): string {
  return (description ?? '').replaceAll(/(?<=\p{L}|\s)\^+|\^+(?=\p{L}|\s)/gu, ' ').trim();
}

/** Bytes in decimal units, as discs and lines are sold: "640 KB", "1.9 GB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** Payload bytes a second in bits, as lines are sold: "640 kbit/s", "1.2 Mbit/s", "12 Mbit/s". */
export function formatRate(bytesPerSecond: number): string {
  const bits = bytesPerSecond * 8;
  if (bits < 999_500) return `${Math.round(bits / 1000)} kbit/s`;
  const megabits = bits / 1_000_000;
  return `${megabits.toFixed(megabits < 9.95 ? 1 : 0)} Mbit/s`;
}

/** A length of time: "40 s", "12 min", "1 h 05". */
export function formatDuration(durationMs: number): string {
  if (durationMs < minuteMs) return `${Math.round(durationMs / 1000)} s`;
  const minutes = Math.round(durationMs / minuteMs);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${two(minutes % 60)}`;
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-US').replaceAll(',', '\u202f');
}

/** A due time seen from now; the key chooses the sentence `app.due.<key>`. */
export type DueIn =
  | { readonly key: 'inMinutes' | 'lateMinutes'; readonly count: number; readonly urgency: Urgency }
  | {
      readonly key: 'inHours' | 'lateHours';
      readonly hours: number;
      readonly minutes: string;
      readonly urgency: Urgency;
    }
  | { readonly key: 'inDays' | 'lateDays'; readonly count: number; readonly urgency: Urgency };
export type Urgency = 'calm' | 'soon' | 'late';

/** "due in 23 min", "due in 2 h 05", "3 d late". `soon` within the last hour. Whole minutes, rounded up until due. */
export function dueIn(dueAtMs: number, nowMs: number): DueIn {
  const left = dueAtMs - nowMs;
  const late = left < 0;
  const urgency: Urgency = late ? 'late' : left <= hourMs ? 'soon' : 'calm';
  const minutes = late ? Math.floor(-left / minuteMs) : Math.ceil(left / minuteMs);
  if (minutes < 60) return { key: late ? 'lateMinutes' : 'inMinutes', count: minutes, urgency };
  if (minutes < 24 * 60) {
    return {
      key: late ? 'lateHours' : 'inHours',
      hours: Math.floor(minutes / 60),
      minutes: two(minutes % 60),
      urgency,
    };
  }
  return { key: late ? 'lateDays' : 'inDays', count: Math.floor((minutes * minuteMs) / dayMs), urgency };
}

/** A share of 1 as "64 %": never rounded up to 100 while something is missing. */
export function formatPercent(part: number): string {
  const percent = Math.round(part * 100);
  return `${part < 1 ? Math.min(99, percent) : 100}\u202f%`;
}
