import type { Rectangle } from 'electron';

/** Where a window was: the monitor by its lasting name, and its place counted from that monitor's corner. */
export interface KeptPlace {
  readonly displayId?: string | undefined;
  readonly offset?: Rectangle | undefined;
  readonly maximized?: boolean | undefined;
}

/** A monitor and the part of the desktop on it that windows may use. */
export interface DesktopPart {
  readonly displayId: string;
  readonly workArea: Rectangle;
}

/**
 * The window's place on the desktop as it is now. It follows its monitor when that was moved; is drawn back into it when
 * it has become smaller; and comes to the first monitor when its own is gone (reading.md LN8). Undefined: nothing is kept.
 */
export function placeOnDisplay(kept: KeptPlace, desktop: readonly DesktopPart[]): Rectangle | undefined {
  const { displayId, offset } = kept;
  if (!offset) return undefined;
  const area = (desktop.find((part) => part.displayId === displayId) ?? desktop[0])?.workArea;
  if (!area) return undefined;
  const width = Math.min(offset.width, area.width);
  const height = Math.min(offset.height, area.height);
  const within = (from: number, start: number, room: number) =>
    Math.round(start + Math.min(Math.max(0, from), Math.max(0, room)));
  return {
    x: within(offset.x, area.x, area.width - width),
    y: within(offset.y, area.y, area.height - height),
    width,
    height,
  };
}

/** What is kept of a window that stands there now: on the monitor that holds most of it. */
export function keepPlace(bounds: Rectangle, maximized: boolean, desktop: readonly DesktopPart[]): KeptPlace {
  const shared = ({ workArea: area }: DesktopPart) =>
    Math.max(0, Math.min(area.x + area.width, bounds.x + bounds.width) - Math.max(area.x, bounds.x)) *
    Math.max(0, Math.min(area.y + area.height, bounds.y + bounds.height) - Math.max(area.y, bounds.y));
  const [on] = [...desktop].sort((one, other) => shared(other) - shared(one));
  if (!on) return { maximized };
  const { x, y } = on.workArea;
  return { displayId: on.displayId, offset: { ...bounds, x: bounds.x - x, y: bounds.y - y }, maximized };
}

/** The monitor for one more window: the first without one; the last where all have one. */
export function freeDisplay(desktop: readonly DesktopPart[], taken: readonly string[]): DesktopPart | undefined {
  return desktop.find(({ displayId }) => !taken.includes(displayId)) ?? desktop.at(-1);
}
