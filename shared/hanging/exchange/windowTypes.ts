import type { InitialLook } from '../protocol.ts';

/** VOI Type (0072,0702), PS3.3 section C.23.3: a name and no numbers. Those beside are what CT readers mean by it. */
const windows: Readonly<Record<string, { readonly ww: number; readonly wc: number; readonly preset?: string }>> = {
  LUNG: { ww: 1500, wc: -600, preset: 'lung' },
  MEDIASTINUM: { ww: 350, wc: 50, preset: 'mediastinum' },
  ABDO_PELVIS: { ww: 400, wc: 50 },
  LIVER: { ww: 160, wc: 80, preset: 'liver' },
  SOFT_TISSUE: { ww: 400, wc: 40, preset: 'softTissue' },
  BONE: { ww: 2500, wc: 480, preset: 'bone' },
  BRAIN: { ww: 80, wc: 40, preset: 'brain' },
  POST_FOSSA: { ww: 150, wc: 40 },
};

type Window = NonNullable<InitialLook['voi']>;

/** The name nearest to a window, and whether it says the same; undefined where no name is near. */
export function windowTypeOf(window: Window): { readonly type: string; readonly exact: boolean } | undefined {
  if (typeof window === 'string') {
    const type = Object.keys(windows).find((name) => windows[name]?.preset === window);
    return type === undefined ? undefined : { type, exact: true };
  }
  const ranked = Object.entries(windows)
    .map(([type, each]) => ({ type, off: difference(window, each) }))
    .sort((one, other) => one.off - other.off);
  const nearest = ranked[0];
  return nearest === undefined || nearest.off > 0.5 ? undefined : { type: nearest.type, exact: nearest.off === 0 };
}

/** What to hang for a name; undefined for one that PS3.3 does not define. */
export function windowOfType(type: string): Window | undefined {
  const window = Object.hasOwn(windows, type) ? windows[type] : undefined;
  return window && (window.preset ?? { ww: window.ww, wc: window.wc });
}

/** 0 for the same window; 0.5 is half a width off, or half as wide again. */
function difference(one: { ww: number; wc: number }, other: { ww: number; wc: number }): number {
  return Math.max(Math.abs(Math.log(one.ww / other.ww)), Math.abs(one.wc - other.wc) / other.ww);
}
