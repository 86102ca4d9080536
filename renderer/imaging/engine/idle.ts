/** Does something once the page has nothing better to do, within ten seconds. */
export function whenIdle(act: () => void): void {
  requestIdleCallback(act, { timeout: 10_000 });
}
