/** Runs in the page: how late a timer of 10 ms comes, from now on. */
export function watchLoop(): void {
  const delays: number[] = [];
  let due = performance.now() + 10;
  const tick = () => {
    const now = performance.now();
    delays.push(Math.max(0, now - due));
    due = now + 10;
    setTimeout(tick, 10);
  };
  setTimeout(tick, 10);
  Object.assign(window, { loopDelays: delays });
}

/** Runs in the page: what 99 of 100 turns were not later than, in ms. */
export function readLoopDelay(): number {
  const delays = [...(window as unknown as { loopDelays: number[] }).loopDelays].sort((one, other) => one - other);
  return delays[Math.floor(delays.length * 0.99)] ?? Number.NaN;
}
