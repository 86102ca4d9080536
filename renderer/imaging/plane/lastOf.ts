/** Remembers what something was last made of, so that it is made again only when one of them is another. */
export class LastOf {
  #parts: readonly unknown[] | undefined;

  /** Whether anything differs from the last time; remembers it. */
  isOther(...parts: readonly unknown[]): boolean {
    const before = this.#parts;
    this.#parts = parts;
    return before?.length !== parts.length || parts.some((part, place) => !Object.is(part, before[place]));
  }

  /** Whatever comes next is another. */
  forget(): void {
    this.#parts = undefined;
  }
}
