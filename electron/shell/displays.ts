import { type BrowserWindow, type Display, screen } from 'electron';
import type { ShellDisplays } from '#shared/contract/shellBridge.ts';

type Facts = ShellDisplays['displays'][number];

/** A monitor, its name that lasts, and where it stands on the desktop in the system's own units. */
export interface SeenDisplay {
  readonly display: Display;
  readonly facts: Facts;
}

/**
 * Every monitor with a name that outlives a restart and a change of place: what it calls itself, its panel, and which of
 * equal ones it is, from left to right. The system's own number is another one after it was plugged in anew.
 */
export function seeDisplays(displays: readonly Display[] = screen.getAllDisplays()): readonly SeenDisplay[] {
  const ordered = [...displays].sort((one, other) => one.bounds.x - other.bounds.x || one.bounds.y - other.bounds.y);
  const counts = new Map<string, number>();
  return ordered.map((display) => {
    const { scaleFactor, size, label, internal, rotation, depthPerComponent, displayFrequency } = display;
    const [widthPx, heightPx] = [Math.round(size.width * scaleFactor), Math.round(size.height * scaleFactor)];
    const base = `${(label || 'display').slice(0, 60)}:${widthPx}x${heightPx}`;
    const nth = (counts.get(base) ?? 0) + 1;
    counts.set(base, nth);
    return {
      display,
      facts: {
        displayId: `shell:${base}:${nth}`,
        label: (label || '').slice(0, 120),
        widthPx,
        heightPx,
        scale: scaleFactor,
        rotation: rotation === 90 || rotation === 180 || rotation === 270 ? rotation : 0,
        depthBits: depthPerComponent > 0 ? depthPerComponent : 8,
        ...(displayFrequency > 0 && { refreshHz: displayFrequency }),
        internal,
        source: 'shell',
      },
    };
  });
}

/** What a page is told: every monitor, and which of them each of its windows is on. */
export function describeDisplays(windows: ReadonlyMap<string, BrowserWindow>): ShellDisplays {
  const seen = seeDisplays();
  const on = [...windows].flatMap(([name, window]) => {
    if (window.isDestroyed()) return [];
    const { id } = screen.getDisplayMatching(window.getBounds());
    const found = seen.find(({ display }) => display.id === id);
    return found ? [[name, found.facts.displayId] as const] : [];
  });
  return { displays: seen.map(({ facts }) => facts), windows: Object.fromEntries(on) };
}
