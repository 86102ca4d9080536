import { expect, test } from 'vitest';
import { whilePressed } from './pressedKey.ts';
import { WhileHeld } from './whileHeld.ts';

const keyUp = (code: string) => Object.assign(new Event('keyup'), { code });

/** A page, and a command of it that lasts as long as its key. */
function held() {
  const page = new EventTarget();
  const heard: string[] = [];
  const key = new WhileHeld(() => page);
  const run = () =>
    key.begin(
      () => heard.push('begun'),
      () => heard.push('ended'),
    );
  return { page, heard, run };
}

test('it lasts until its own key goes up; others that go up meanwhile, and its repeats, change nothing', () => {
  const { page, heard, run } = held();
  whilePressed('KeyY', run);
  whilePressed('KeyY', run);
  page.dispatchEvent(keyUp('ArrowDown'));
  page.dispatchEvent(new Event('pointerdown'));
  expect(heard).toEqual(['begun']);
  page.dispatchEvent(keyUp('KeyY'));
  page.dispatchEvent(keyUp('KeyY'));
  expect(heard).toEqual(['begun', 'ended']);
  whilePressed('KeyY', run);
  expect(heard).toEqual(['begun', 'ended', 'begun']);
});

test('a window that loses the keys ends it', () => {
  const { page, heard, run } = held();
  whilePressed('KeyX', run);
  page.dispatchEvent(new Event('blur'));
  expect(heard).toEqual(['begun', 'ended']);
});

test.each(['keydown', 'pointerdown', 'blur'])('chosen without a key, it lasts until the next %s', (kind) => {
  const { page, heard, run } = held();
  run();
  page.dispatchEvent(keyUp('Enter'));
  expect(heard).toEqual(['begun']);
  page.dispatchEvent(new Event(kind));
  expect(heard).toEqual(['begun', 'ended']);
});
