export type OneAtATime = (act: () => Promise<void>) => Promise<void>;

/**
 * Runs one act at a time; what is asked meanwhile is dropped, not put off: it is the second half of a double click.
 * Kept outside of what a component has drawn, which the second click has not seen change yet.
 */
export function oneAtATime(): OneAtATime {
  let running = false;
  return async (act) => {
    if (running) return;
    running = true;
    try {
      await act();
    } finally {
      running = false;
    }
  };
}
