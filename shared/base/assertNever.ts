/** Closes a switch: reaching it is a bug, never an expected failure. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${String(value)}`);
}
