const tickMs = 1_000;
/** A study that has been drawn for so long can be opened. */
const drawnTicks = 5;
/** Where nothing comes to be drawn, for the line is slow, it is the opening that has been lived through. */
const openTicks = 30;

/**
 * Acts once a study has been open for a while in a page that lives: counted in ticks, for a page that is frozen has none.
 * Answers what stops it.
 */
export function whenItStands(hasDrawn: () => boolean, then: () => void): () => void {
  let [drawn, open] = [0, 0];
  const timer = setInterval(() => {
    open += 1;
    if (hasDrawn()) drawn += 1;
    if (drawn < drawnTicks && open < openTicks) return;
    clearInterval(timer);
    then();
  }, tickMs);
  return () => clearInterval(timer);
}
