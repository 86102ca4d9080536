/** Between which minutes of the local day something is allowed; the day may end in between. Equal ends: always. */
export interface Hours {
  readonly fromMinute: number;
  readonly toMinute: number;
}

const minuteMs = 60_000;
const dayMinutes = 24 * 60;
/** No clock is put forward or back by more. */
const mostShiftMinutes = 3 * 60;

/** @param offsetMinutes local offset from UTC at an instant, east positive. */
export function withinHours(hours: Hours, now: number, offsetMinutes: (instant: number) => number): boolean {
  const { fromMinute, toMinute } = hours;
  const minute = localMinute(now, offsetMinutes);
  if (fromMinute === toMinute) return true;
  return fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
}

/**
 * The first whole minute from `now` on that lies within the hours. On the day on which clocks are put forward, hours
 * that begin in the missing hour begin after it.
 */
export function nextOpening(hours: Hours, now: number, offsetMinutes: (instant: number) => number): number {
  if (withinHours(hours, now, offsetMinutes)) return now;
  const wait = (hours.fromMinute - localMinute(now, offsetMinutes) + dayMinutes) % dayMinutes;
  const begin = Math.floor(now / minuteMs) * minuteMs;
  // The clock may be put forward or back on the way: looked for from well before the minute that the clock says now.
  for (let minute = Math.max(1, wait - mostShiftMinutes); minute <= wait + mostShiftMinutes; minute += 1) {
    const at = begin + minute * minuteMs;
    if (withinHours(hours, at, offsetMinutes)) return at;
  }
  return begin + wait * minuteMs;
}

function localMinute(now: number, offsetMinutes: (instant: number) => number): number {
  const minutes = Math.floor(now / minuteMs) + offsetMinutes(now);
  return ((minutes % dayMinutes) + dayMinutes) % dayMinutes;
}
