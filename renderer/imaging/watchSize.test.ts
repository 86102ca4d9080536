import { expect, test, vi } from 'vitest';
import { watchSize } from './watchSize.ts';

/** A window whose observers say what they are told. */
function windowOf() {
  const done: string[] = [];
  class Observer {
    constructor(onSize: () => void) {
      onSize();
    }
    observe = () => done.push('observes');
    disconnect = () => done.push('ended');
  }
  return { done, view: { ResizeObserver: Observer } };
}

test('LN8: an element is watched by the observer of its own window, not by that of the page', () => {
  const [page, further] = [windowOf(), windowOf()];
  vi.stubGlobal('ResizeObserver', page.view.ResizeObserver);
  const element = { ownerDocument: { defaultView: further.view } } as unknown as HTMLElement;
  let told = 0;
  const end = watchSize(element, () => {
    told += 1;
  });
  end();
  expect([page.done, further.done, told]).toEqual([[], ['observes', 'ended'], 1]);
  vi.unstubAllGlobals();
});
