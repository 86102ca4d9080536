import { createContext, type ReactNode, useCallback, useContext, useSyncExternalStore } from 'react';
import type { DisplaySet } from '#shared/dicom/displaySets.ts';
import { greyCurveOf } from '#shared/displays/greyCurve.ts';
import { displayWatch } from '../../../host/displayWatch.ts';
import { useAnswer } from '../../../host/hostContext.ts';
import { FusionView } from '../../../imaging/fusion/fusionView.ts';
import type { ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { RenderingView } from '../../../imaging/rendering/renderingView.ts';

const filterId = 'grey-curve';
/** A browser tells nobody that a further window was moved to another monitor. */
const lookMs = 1_000;

const Curved = createContext(false);

/**
 * The boxes of one window. Where its monitor was measured and its reader asked for it, grey images go out by the curve that
 * brings that monitor to the GSDF (PS3.14): as the last step, behind everything that draws, so that no value changes.
 */
export function GreyCurve({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const { answer } = useAnswer('displays.read', {});
  const displayId = useDisplayOf(name);
  const display = answer?.displays.find(({ facts }) => facts.displayId === displayId);
  const curve = display && greyCurveOf(display);
  const levels = curve && tableOf(curve);
  return (
    <Curved value={curve !== undefined}>
      {levels !== undefined && (
        <svg width="0" height="0" aria-hidden="true" style={{ position: 'absolute' }}>
          {/* Levels as they are sent: in linear light, the filter's own habit, the table would be another one. */}
          <filter id={filterId} x="0" y="0" width="100%" height="100%" colorInterpolationFilters="sRGB">
            <feComponentTransfer>
              <feFuncR type="table" tableValues={levels} />
              <feFuncG type="table" tableValues={levels} />
              <feFuncB type="table" tableValues={levels} />
            </feComponentTransfer>
          </filter>
        </svg>
      )}
      {children}
    </Curved>
  );
}

/** The style of what shows a display set's own pixels; colour is not corrected, it has no P-values. */
export function useGreyCurve(set: DisplaySet, view: ImageBoxView | undefined): { readonly filter: string } | undefined {
  const isCurved = useContext(Curved);
  const isColoured = view instanceof FusionView || view instanceof RenderingView || !isGrey(set);
  return isCurved && !isColoured ? { filter: `url(#${filterId})` } : undefined;
}

/** What is of another interpretation is in another display set. */
function isGrey({ frames: [first] }: DisplaySet): boolean {
  const image = first?.image;
  return image?.layout.photometricInterpretation.startsWith('MONOCHROME') === true && !image.colourMapped;
}

/** The monitor that a window is on, also when it is moved. */
function useDisplayOf(name: string): string | undefined {
  const watch = displayWatch();
  const subscribe = useCallback(
    (listener: () => void) => {
      const end = watch.subscribe(listener);
      const timer = name === '' ? undefined : setInterval(listener, lookMs);
      return () => {
        end();
        clearInterval(timer);
      };
    },
    [watch, name],
  );
  return useSyncExternalStore(subscribe, () => (name === '' ? watch.snapshot().current : watch.displayOf(name)));
}

/**
 * 256 levels as parts of one: on each of 8 bits the filter has its level. A quarter of a level more, for Chromium cuts what
 * it has reckoned where others round.
 */
function tableOf(curve: Uint8Array): string {
  return Array.from(curve, (level) => Math.min(1, (level + 0.25) / 255).toFixed(5)).join(' ');
}
