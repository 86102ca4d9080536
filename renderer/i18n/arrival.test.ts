import i18next from 'i18next';
import { afterAll, expect, test } from 'vitest';
import { arrivalOf } from './arrival.ts';

/** A Saturday, local time. */
const now = new Date(2026, 10, 21, 19, 30, 0).getTime();
const seconds = (from: number, to: number) => arrivalOf({ from: now + from * 1000, to: now + to * 1000 }, now);
const minutes = (from: number, to: number) => seconds(from * 60, to * 60);

test('O11: an interval is told from now while it is near, and by the clock where it is not', () => {
  expect([seconds(42, 53), seconds(3, 18), minutes(0.5, 4), minutes(8.4, 11.2)]).toEqual([
    { key: 'inSeconds', from: '40', to: '55' },
    { key: 'withinSeconds', to: '20' },
    { key: 'withinMinutes', to: '4' },
    { key: 'inMinutes', from: '8', to: '12' },
  ]);
  expect([minutes(12.5, 19.4), minutes(200, 330), minutes(24 * 60, 26 * 60)]).toEqual([
    { key: 'between', from: '19:42', to: '19:50' },
    { key: 'between', from: '22:50', to: 'Sun 01:00' },
    { key: 'between', from: 'Sun 19:30', to: '21:30' },
  ]);
});

test('an estimate that has passed promises nothing more', () => {
  expect([seconds(-40, 0), minutes(-9, -2)]).toEqual([{ key: 'overdue' }, { key: 'overdue' }]);
});

test('the day is told in the language of the interface', async () => {
  await i18next.init({ lng: 'de', resources: { de: { translation: { a: 'b' } } } });
  expect(minutes(24 * 60, 26 * 60)).toEqual({ key: 'between', from: 'So 19:30', to: '21:30' });
});
afterAll(() => i18next.changeLanguage('en'));
