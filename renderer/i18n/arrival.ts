import i18next from 'i18next';
import { formatPlainTime } from './format.ts';

const secondMs = 1000;
const minuteMs = 60 * secondMs;
/** An interval that ends within this is told from now; a later one by the clock, where it stands still. */
const soonMs = 15 * minuteMs;
const secondsUntilMs = 90 * secondMs;

/** When something will be here, for `link.arrival.<key>`. */
export type Arrival =
  | { readonly key: 'inSeconds' | 'inMinutes' | 'between'; readonly from: string; readonly to: string }
  | { readonly key: 'withinSeconds' | 'withinMinutes'; readonly to: string }
  | { readonly key: 'overdue' };

/**
 * An interval of instants (epoch ms) as it is told: "in 40–55 s", "in 8–12 min", "19:42–19:50", on another day
 * "Mon 07:10–09:30". The early end is rounded down and the late end up, so that no more is promised than is known.
 */
export function arrivalOf(interval: { readonly from: number; readonly to: number }, nowMs: number): Arrival {
  const [from, to] = [interval.from - nowMs, interval.to - nowMs];
  if (to <= 0) return { key: 'overdue' };
  if (to <= secondsUntilMs) return told('Seconds', Math.floor(from / 5000) * 5, Math.ceil(to / 5000) * 5);
  if (to <= soonMs) return told('Minutes', Math.floor(from / minuteMs), Math.ceil(to / minuteMs));
  const early = Math.max(nowMs, Math.floor(interval.from / minuteMs) * minuteMs);
  const late = Math.ceil(interval.to / minuteMs) * minuteMs;
  return { key: 'between', ...clockTimes(early, late, nowMs) };
}

function told(unit: 'Seconds' | 'Minutes', from: number, to: number): Arrival {
  return from <= 0
    ? { key: `within${unit}`, to: String(to) }
    : { key: `in${unit}`, from: String(from), to: String(to) };
}

function clockTimes(early: number, late: number, nowMs: number): { readonly from: string; readonly to: string } {
  const isSameDay = dayOf(early) === dayOf(late);
  const from = `${dayOf(early) === dayOf(nowMs) ? '' : `${weekday(early)} `}${formatPlainTime(early)}`;
  return { from, to: `${isSameDay ? '' : `${weekday(late)} `}${formatPlainTime(late)}` };
}

function dayOf(instantMs: number): string {
  return new Date(instantMs).toDateString();
}

/** In the language of the words around it. */
function weekday(instantMs: number): string {
  const language = i18next.resolvedLanguage ?? 'en';
  return new Intl.DateTimeFormat(language, { weekday: 'short' }).format(instantMs);
}
