/**
 * The middle of so many images, where there is something to see: what is fetched first of a series that nobody looks at
 * (O1), what is read ahead of its metadata, and what stands for a series in small. Where nobody knows how images lie,
 * by their numbers.
 */
export function middleOf(count: number): number {
  return count >> 1;
}

/**
 * The same image, counted from the other end: where a stack opens. Scanners number a body from the head down, and a
 * stack is sorted along its normal, from the feet up, so that this is the image that was fetched first.
 */
export function middleFromOtherEnd(count: number): number {
  return Math.max(0, count - 1 - middleOf(count));
}
