import type { MouseEvent } from 'react';

/** A button that the mouse has pressed keeps no keys: Space plays, and does not press it again. One that keys pressed does. */
export function andGiveKeysBack(run: () => void): (event: MouseEvent<HTMLElement>) => void {
  return ({ detail, currentTarget }) => {
    run();
    if (detail > 0) currentTarget.blur();
  };
}
