import { describe, expect, it } from 'vitest';
import { kindOfReading, noteReading, type ReadingTimes, usualReadingMs } from './readingTimes.ts';

const minute = 60_000;

describe('reading times', () => {
  it('are what is usual until five studies say more, and then the median of this reader', () => {
    let times: ReadingTimes = {};
    for (const minutes of [4, 5, 6, 20]) times = noteReading(times, 'CT', minutes * minute);
    expect(usualReadingMs(times, 'CT')).toBe(11 * minute);
    times = noteReading(times, 'CT', 7 * minute);
    expect(usualReadingMs(times, 'CT')).toBe(6 * minute);
    expect(usualReadingMs(times, 'MR')).toBe(13 * minute);
  });

  it('leave out a look and a lunch, and forget what was long ago', () => {
    const times = noteReading(noteReading({}, 'DX', 5_000), 'DX', 3 * 60 * minute);
    expect(times).toEqual({});
    let many: ReadingTimes = {};
    for (let study = 1; study <= 100; study += 1) many = noteReading(many, 'DX', minute * (study > 70 ? 2 : 9));
    expect(many['DX']).toHaveLength(30);
    expect(usualReadingMs(many, 'DX')).toBe(2 * minute);
  });

  it('are kept by the modality that takes longest, whatever the order', () => {
    expect(kindOfReading(['SR', 'CT', 'PT'])).toBe('PT');
    expect(kindOfReading(['PT', 'SR', 'CT'])).toBe('PT');
    expect(kindOfReading([])).toBe('OT');
  });
});
