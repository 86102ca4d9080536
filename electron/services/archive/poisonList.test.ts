import { expect, it } from 'vitest';
import { PoisonList } from './poisonList.ts';

const question = { type: 'image/jls', storedSyntax: '1.2.840.10008.1.2.1', sopClass: '1.2.840.10008.5.1.4.1.1.2' };
const mammogram = { ...question, sopClass: '1.2.840.10008.5.1.4.1.1.1.2' };
const hour = 3_600_000;
const day = 24 * hour;

function listIn(kept: { value?: unknown } = {}) {
  const save = (value: unknown) => {
    kept.value = JSON.parse(JSON.stringify(value));
  };
  return { list: new PoisonList(kept.value, save), kept };
}

it('A4: after one death the question rests for an hour, also over a restart, and is then asked once', () => {
  const { list, kept } = listIn();
  list.noteDeath(question, 'a 1', 0);
  const again = listIn(kept).list;
  for (const one of [list, again]) {
    expect([one.has(question, 1), one.has(question, hour - 1), one.has(question, hour)]).toEqual([true, true, false]);
    expect([one.has(mammogram, 1), one.forLong]).toEqual([false, []]);
  }
  again.beginTrial(question, hour);
  // One trial, not a dozen.
  expect(again.has(question, hour)).toBe(true);
  again.noteSound(question);
  expect(again.has(question, hour)).toBe(false);
});

it('A4: what was on its way at the same death counts with it, and so does the same frame again', () => {
  const { list } = listIn();
  for (const frame of ['a 1', 'a 2', 'a 3']) list.noteDeath(question, frame, 0);
  expect([list.forLong, list.has(question, hour)]).toEqual([[], false]);
  list.beginTrial(question, hour);
  list.noteDeath(question, 'a 1', hour);
  expect([list.forLong, list.has(question, hour + 1), list.has(question, 2 * hour)]).toEqual([[], true, false]);
});

it('A4: a second death of another frame ends it for a month, whether or not an answer came between', () => {
  for (const isWell of [false, true]) {
    const { list, kept } = listIn();
    list.noteDeath(question, 'a 1', 0);
    list.beginTrial(question, hour);
    if (isWell) list.noteSound(question);
    list.noteDeath(question, 'a 2', 2 * hour);
    const later = listIn(kept).list;
    expect(later.forLong).toMatchObject([{ ...question, since: 2 * hour, deaths: 2 }]);
    expect([later.has(question, 29 * day), later.has(question, 2 * hour + 30 * day)]).toEqual([true, false]);
    later.beginTrial(question, 31 * day);
    expect([later.has(question, 31 * day), later.forLong]).toEqual([true, []]);
  }
});

it('A4: a death long after everything was well is a first one again', () => {
  const { list } = listIn();
  list.noteDeath(question, 'a 1', 0);
  list.beginTrial(question, hour);
  list.noteSound(question);
  list.noteDeath(question, 'a 2', hour + day + 1);
  expect([list.forLong, list.has(question, hour + day + 2)]).toEqual([[], true]);
});

it('A4: what it died of by a clock that stood years ahead is asked again a month after the clock is right', () => {
  const { list, kept } = listIn({ value: [{ ...question, since: 4_000 * day }] });
  expect(list.has(question, day)).toBe(true);
  const later = listIn(kept).list;
  expect([later.has(question, 30 * day), later.has(question, 31 * day)]).toEqual([true, false]);
});

it('A4: three silences with no answer between are one death; an answer clears them', () => {
  const { list } = listIn();
  for (let time = 0; time < 9; time += 1) {
    list.suspect(question, `a ${time}`, time);
    if (time % 2 === 1) list.noteSound(question);
  }
  expect(list.has(question, 9)).toBe(false);
  list.suspect(question, 'b', 10);
  list.suspect(question, 'b', 11);
  expect([list.has(question, 12), list.forLong]).toEqual([true, []]);
});

it('a person may lift it, and what was kept before by an earlier version stands for a month', () => {
  const { list, kept } = listIn({ value: [{ ...question, since: 5 }] });
  expect([list.has(question, 10 * day), list.forLong.length, list.has(question, 31 * day)]).toEqual([true, 1, false]);
  list.clear();
  expect([list.has(question, 10 * day), kept.value]).toEqual([false, []]);
  // A clock that was wrong when it died does not make the rest longer than a trial.
  list.noteDeath(question, 'a', 400 * day);
  expect(list.has(question, 0)).toBe(false);
});
