import { expect, test } from 'vitest';
import type { DrawingHand } from '../drawing/drawingHand.ts';
import type { ImageBoxView } from '../imageBoxView.ts';
import { attachPointer, type PointerTool } from './pointerTools.ts';

/** An image box under the hand; `done`: what was told of it. */
function boxWith(tool: PointerTool, draws = false) {
  const done: string[] = [];
  const element = Object.assign(new EventTarget(), {
    getBoundingClientRect: () => ({ left: 0, top: 0 }),
  }) as unknown as HTMLElement;
  const hand: Pick<DrawingHand, 'press' | 'cancel' | 'busy'> = {
    busy: false,
    press: () => draws,
    cancel: () => done.push('figure given up') > 0,
  };
  const detach = attachPointer(element, {
    tool: () => tool,
    dragAct: () => 'chosenTool',
    wheelAct: () => undefined,
    onWheel: () => undefined,
    onLens: (at) => done.push(at ? 'lens' : 'no lens'),
    view: () => ({}) as ImageBoxView,
    onActivate: () => undefined,
    hand: hand as DrawingHand,
    onCrosshair: () => undefined,
    onEnlarge: () => undefined,
    onHold: (isHeld) => done.push(isHeld ? 'held' : 'let go'),
  });
  const send = (name: string) =>
    element.dispatchEvent(Object.assign(new Event(name), { buttons: 1, clientX: 1, clientY: 2 }));
  return { done, detach, send };
}

test('a box that is made anew under the hand lets go of what was held: no button is held for ever', () => {
  const { done, detach, send } = boxWith('magnifier');
  send('pointerdown');
  detach();
  expect(done).toEqual(['held', 'lens', 'no lens', 'let go']);
  send('pointerup');
  expect(done).toHaveLength(4);
});

test('and gives up the figure that was being drawn; with nothing in the hand nothing is told', () => {
  const drawn = boxWith('length', true);
  drawn.send('pointerdown');
  drawn.detach();
  expect(drawn.done).toEqual(['figure given up']);
  const idle = boxWith('window');
  for (const name of ['pointerdown', 'pointerup']) idle.send(name);
  idle.detach();
  expect(idle.done).toEqual(['held', 'let go']);
});
