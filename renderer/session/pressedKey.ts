let pressed: string | undefined;

/** Runs what a key does while that key is known: a command that lasts as long as its key asks which it is. */
export function whilePressed(code: string, run: () => void): void {
  pressed = code;
  try {
    run();
  } finally {
    pressed = undefined;
  }
}

/** The key, by its place on the keyboard, whose command runs now; undefined where it was chosen in another way. */
export function pressedKey(): string | undefined {
  return pressed;
}
