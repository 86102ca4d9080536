import { readDate, writeDate } from '#shared/dicom/dateTime.ts';

const dayMs = 86_400_000;
const openRangeDays = 7;

/**
 * Two ranges that together ask for what one asked for, for an archive that answers only so many rows: a closed range
 * in halves, an open one as its first week and the rest. Undefined for a single day and for what is no range.
 */
export function splitDateRange(range: string): readonly [string, string] | undefined {
  const [from, to] = range.split('-').map(dayOf);
  if (from === undefined || !range.includes('-')) return undefined;
  if (to === undefined) {
    if (!range.endsWith('-')) return undefined;
    const last = from + (openRangeDays - 1) * dayMs;
    return [between(from, last), `${text(last + dayMs)}-`];
  }
  if (to <= from) return undefined;
  const middle = from + Math.floor((to - from) / dayMs / 2) * dayMs;
  return [between(from, middle), between(middle + dayMs, to)];
}

function dayOf(date: string): number | undefined {
  const day = readDate(date);
  return day && Date.UTC(day.year, day.month - 1, day.day);
}

const text = (instant: number) => writeDate(instant, 0);
const between = (from: number, to: number) => `${text(from)}-${text(to)}`;
