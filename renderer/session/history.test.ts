import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Change, History } from './history.ts';

function desk() {
  let time = 0;
  const history = new History(() => time);
  const value = { now: 0 };
  const set = (to: number, gesture?: string): void => {
    const from = value.now;
    const change: Change = {
      label: `to ${to}`,
      ...(gesture !== undefined && { gesture }),
      undo: () => {
        value.now = from;
      },
      redo: () => {
        value.now = to;
      },
    };
    history.perform(change);
  };
  return { history, value, set, pass: (ms: number) => (time += ms) };
}

describe('undo and redo', () => {
  test('take back and do again, in turn, and say what they would do', () => {
    const { history, value, set } = desk();
    for (const to of [1, 2, 3]) set(to);
    expect(history.state()).toEqual({ undo: 'to 3', redo: undefined });
    history.undo();
    history.undo();
    expect([value.now, history.state()]).toEqual([1, { undo: 'to 1', redo: 'to 2' }]);
    history.redo();
    expect(value.now).toBe(2);
  });

  test('what was undone is gone once something else is done', () => {
    const { history, value, set } = desk();
    for (const to of [1, 2]) set(to);
    history.undo();
    set(9);
    history.redo();
    expect([value.now, history.state().redo]).toEqual([9, undefined]);
  });

  test('a gesture is one step; the same gesture after a pause, after another, or after a redo is another', () => {
    const { history, value, set, pass } = desk();
    for (const to of [1, 2, 3]) set(to, 'drag');
    pass(701);
    set(4, 'drag');
    set(5, 'zoom');
    set(6, 'drag');
    const values = Array.from({ length: 4 }, () => {
      history.undo();
      return value.now;
    });
    expect(values).toEqual([5, 4, 3, 0]);
    history.redo();
    set(8, 'drag');
    history.undo();
    expect(value.now).toBe(3);
  });

  test('a button that is held is one gesture however long it rests, and another press is another', () => {
    const { history, value, set, pass } = desk();
    history.hold(true);
    set(1, 'drag');
    pass(5_000);
    set(2, 'drag');
    history.hold(false);
    pass(10);
    history.hold(true);
    set(3, 'drag');
    history.hold(false);
    const values = [1, 2].map(() => {
      history.undo();
      return value.now;
    });
    expect(values).toEqual([2, 0]);
  });

  test('a long drag is taken back by its first change alone and made again by its last, in each box that followed it', () => {
    const { history } = desk();
    const done: string[] = [];
    const move = (at: number) =>
      history.asOne(() => {
        for (const box of ['own', 'follower']) {
          const act = (what: string) => () => void done.push(`${what} ${box} ${at}`);
          history.note({ label: 'window', gesture: `window ${box}`, undo: act('undo'), redo: act('redo') });
        }
      });
    history.hold(true);
    for (let at = 1; at <= 120; at += 1) move(at);
    history.hold(false);
    history.undo();
    history.redo();
    expect(done).toEqual(['undo follower 1', 'undo own 1', 'redo own 120', 'redo follower 120']);
    expect(history.state()).toEqual({ undo: 'window', redo: undefined });
  });

  test('what undoing does is not noted, and an undo that throws leaves the rest usable', () => {
    const { history, value, set } = desk();
    set(1);
    history.note({
      label: 'sets',
      undo: () => set(7),
      redo: () => {
        throw new Error('gone');
      },
    });
    history.undo();
    expect([value.now, history.state().undo]).toEqual([7, 'to 1']);
    expect(() => history.redo()).toThrow('gone');
    set(4);
    expect(history.state().undo).toBe('to 4');
  });

  test('two hundred steps are kept', () => {
    const { history, value, set } = desk();
    for (let to = 1; to <= 250; to += 1) set(to);
    for (let count = 0; count < 300; count += 1) history.undo();
    expect(value.now).toBe(50);
  });

  test('any number of undos followed by as many redos changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer(), fc.constantFrom('a', 'b', undefined)), { minLength: 1, maxLength: 50 }),
        fc.nat({ max: 60 }),
        (changes, back) => {
          const { history, value, set } = desk();
          for (const [to, gesture] of changes) set(to, gesture);
          const last = value.now;
          for (let count = 0; count < back; count += 1) history.undo();
          for (let count = 0; count < back; count += 1) history.redo();
          expect(value.now).toBe(last);
        },
      ),
    );
  });
});
