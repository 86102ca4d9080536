import type { DisplayFacts } from '#shared/displays/display.ts';

/** The monitors that can be seen from here, and which of them the window is on. */
export interface SeenDisplays {
  readonly displays: readonly DisplayFacts[];
  readonly current: string;
}

/** What a page is told of its screen without asking. */
export interface PlainScreen {
  readonly width: number;
  readonly height: number;
  readonly colorDepth: number;
  readonly orientation?: { readonly angle: number };
}

/** What the Window Management API tells where a person allows it. */
export interface DetailedScreen extends PlainScreen {
  readonly label: string;
  readonly isInternal: boolean;
  readonly devicePixelRatio: number;
  readonly left: number;
  readonly top: number;
}

/** The one screen that a page knows of. `scale`: panel pixels for each of its pixels, without the page's own zoom. */
export function describeScreen(screen: PlainScreen, scale: number): DisplayFacts {
  const size = sizeOf(screen, scale);
  return { ...size, displayId: `screen:${size.widthPx}x${size.heightPx}@${scale}`, label: '', source: 'screen' };
}

/** Equal monitors are told apart by their place: left to right, then top to bottom. */
export function describeScreens(screens: readonly DetailedScreen[], current: DetailedScreen): SeenDisplays {
  const ordered = [...screens].sort((one, other) => one.left - other.left || one.top - other.top);
  const counts = new Map<string, number>();
  const named = ordered.map((screen) => {
    const size = sizeOf(screen, screen.devicePixelRatio);
    const base = `${screen.label}:${size.widthPx}x${size.heightPx}`;
    const nth = (counts.get(base) ?? 0) + 1;
    counts.set(base, nth);
    const facts: DisplayFacts = {
      ...size,
      displayId: `screen:${base}:${nth}`.slice(0, 120),
      label: screen.label.slice(0, 120),
      internal: screen.isInternal,
      source: 'windowManagement',
    };
    return { screen, facts };
  });
  const here = named.find(({ screen }) => screen.left === current.left && screen.top === current.top) ?? named[0];
  return { displays: named.map(({ facts }) => facts), current: here?.facts.displayId ?? '' };
}

function sizeOf(screen: PlainScreen, scale: number) {
  const angle = screen.orientation?.angle ?? 0;
  return {
    widthPx: Math.round(screen.width * scale),
    heightPx: Math.round(screen.height * scale),
    scale,
    rotation: angle === 90 || angle === 180 || angle === 270 ? angle : (0 as const),
    // Three channels; what a page is told of a deeper screen is 30 or 48.
    depthBits: Math.max(1, Math.floor(screen.colorDepth / 3)),
  } as const;
}

/** The zoom steps of Chromium and Firefox. */
const zoomSteps = [
  0.25, 0.3, 0.33, 0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.2, 1.25, 1.33, 1.5, 1.75, 2, 2.4, 2.5, 3, 4, 5,
];

/** The system's scale of a window's screen: its device pixel ratio without the page's zoom, as its frame shows that. */
export function scaleOf(view: {
  readonly devicePixelRatio: number;
  readonly outerWidth: number;
  readonly innerWidth: number;
}): number {
  const seen = view.innerWidth > 0 && view.outerWidth > 0 ? view.outerWidth / view.innerWidth : 1;
  const zoom = zoomSteps.find((step) => Math.abs(seen / step - 1) < 0.02) ?? 1;
  return Math.round((view.devicePixelRatio / zoom) * 1_000) / 1_000;
}
