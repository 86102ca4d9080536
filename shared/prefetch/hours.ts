/** Between which minutes of the local day something is allowed; the day may end in between. Equal ends: always. */
export interface Hours {
  readonly fromMinute: number;
  readonly toMinute: number;
}

const minuteMs = 60_000;
const dayMinutes = 24 * 60;
const hourMs = 60 * minuteMs;
/** Hours fall out on one day of the year at most; where a day itself is left out, on two. */
const mostDays = 4;

/** @param offsetMinutes local offset from UTC at an instant, east positive. */
export function withinHours(hours: Hours, now: number, offsetMinutes: (instant: number) => number): boolean {
  const { fromMinute, toMinute } = hours;
  const minute = localMinute(now, offsetMinutes);
  if (fromMinute === toMinute) return true;
  return fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;
}

/**
 * The first whole minute from `now` on that lies within the hours, by the clock that holds then. On the day on which
 * clocks are put forward, hours that begin in the missing hour begin after it, and hours that lie in it fall out; on the
 * day on which they are put back, hours that lie in the repeated hour come twice.
 */
export function nextOpening(hours: Hours, now: number, offsetMinutes: (instant: number) => number): number {
  if (withinHours(hours, now, offsetMinutes)) return now;
  let at = Math.floor(now / minuteMs) * minuteMs;
  const last = at + mostDays * dayMinutes * minuteMs;
  while (at < last) {
    const change = changeWithinHour(at, offsetMinutes);
    const wait = (hours.fromMinute - localMinute(at, offsetMinutes) + dayMinutes) % dayMinutes;
    const opening = at + wait * minuteMs;
    if (wait < 60 && (change === undefined || opening < change)) return opening;
    at = change ?? at + hourMs;
    if (withinHours(hours, at, offsetMinutes)) return at;
  }
  return last;
}

/** The first minute in the hour after `from` at which the clock is another; clocks change no oftener. */
function changeWithinHour(from: number, offsetMinutes: (instant: number) => number): number | undefined {
  const before = offsetMinutes(from);
  if (offsetMinutes(from + hourMs) === before) return undefined;
  let [same, changed] = [0, 60];
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (offsetMinutes(from + middle * minuteMs) === before) same = middle;
    else changed = middle;
  }
  return from + changed * minuteMs;
}

function localMinute(now: number, offsetMinutes: (instant: number) => number): number {
  const minutes = Math.floor(now / minuteMs) + offsetMinutes(now);
  return ((minutes % dayMinutes) + dayMinutes) % dayMinutes;
}
