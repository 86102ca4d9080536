import type { Clock } from '#electron/base/world.ts';

const lookEveryMs = 5_000;
/** A busy computer is late by less. */
const sleptMs = 20_000;

/**
 * Notices that the computer slept where nobody says so: a timer that comes far too late, or wall time that ran on while
 * the monotonic clock, which rests in sleep on some systems, did not. A clock put forward looks the same, and costs no
 * more than dialling anew. A clock put back is not sleep.
 */
export function watchSleep(clock: Clock, onWoke: () => void): () => void {
  let wallMs = clock.now();
  let monotonicMs = clock.monotonicMs();
  let cancel = clock.after(lookEveryMs, look);
  function look(): void {
    cancel = clock.after(lookEveryMs, look);
    const wall = clock.now() - wallMs;
    const ran = clock.monotonicMs() - monotonicMs;
    wallMs += wall;
    monotonicMs += ran;
    if (ran > lookEveryMs + sleptMs || wall > ran + sleptMs) onWoke();
  }
  return () => cancel();
}
