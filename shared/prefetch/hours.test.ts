import { describe, expect, it } from 'vitest';
import { nextOpening, withinHours } from './hours.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The offsets of a zone as they really are, east positive. */
function zone(name: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const known = new Map<number, number>();
  return (instant) => {
    const minute = Math.floor(instant / minuteMs) * minuteMs;
    const remembered = known.get(minute);
    if (remembered !== undefined) return remembered;
    const part = Object.fromEntries(format.formatToParts(minute).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 0, day = 0, hour = 0, minute: minutes = 0 } = part;
    const offset = (Date.UTC(year, month - 1, day, hour, minutes) - minute) / minuteMs;
    known.set(minute, offset);
    return offset;
  };
}

function minuteByMinute(...[hours, now, offset]: Parameters<typeof nextOpening>): number {
  if (withinHours(hours, now, offset)) return now;
  let at = Math.floor(now / minuteMs) * minuteMs + minuteMs;
  while (!withinHours(hours, at, offset)) at += minuteMs;
  return at;
}

const hoursToTry = [
  [120, 121],
  [150, 160],
  [60, 180],
  [1380, 120],
  [125, 124],
  [60, 90],
  [1439, 0],
  [180, 30],
] as const;

describe('Q3 when the hours open next', () => {
  it.each([
    ['America/New_York', 2],
    ['Asia/Karachi', 0],
    ['Europe/London', 2],
    ['Australia/Lord_Howe', 2],
  ])('is what the clock will say in %s, on days on which it changes too', (name, changes) => {
    const offset = zone(name);
    const around = [Date.UTC(2026, 5, 15, 7)];
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += hourMs) {
      if (offset(at) !== offset(at + hourMs)) around.push(at);
    }
    expect(around).toHaveLength(1 + changes);
    for (const change of around) {
      for (let from = -26; from <= 4; from += 0.75) {
        const now = change + from * hourMs + 17_000;
        for (const [fromMinute, toMinute] of hoursToTry) {
          const hours = { fromMinute, toMinute };
          const said = new Date(nextOpening(hours, now, offset)).toISOString();
          const is = new Date(minuteByMinute(hours, now, offset)).toISOString();
          expect(said, `${fromMinute}-${toMinute} from ${new Date(now).toISOString()}`).toBe(is);
        }
      }
    }
  });

  it('comes twice in the hour that is repeated, and not on the day without it', () => {
    const newYork = zone('America/New_York');
    const early = { fromMinute: 60, toMinute: 90 };
    const back = Date.parse('2026-11-01T05:45Z');
    expect(nextOpening(early, back, newYork)).toBe(Date.parse('2026-11-01T06:00Z'));
    const missing = { fromMinute: 125, toMinute: 150 };
    expect(nextOpening(missing, Date.parse('2026-03-08T06:00Z'), newYork)).toBe(Date.parse('2026-03-09T06:05Z'));
  });
});
