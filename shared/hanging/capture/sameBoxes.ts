import type { Hanging } from '../hanging.ts';
import { layerKey } from './captureSelectors.ts';
import type { LayoutOnScreen } from './layoutOnScreen.ts';

/** What hangs on the screen and would not hang there, by `layerKey`. The first stage is that of the screen. */
export function sameBoxes(layout: LayoutOnScreen, hanging: Hanging): readonly string[] {
  const stage = hanging.stages[0];
  return layout.screens.flatMap(({ boxes }, screen) =>
    boxes.flatMap(({ at, layers }) => {
      const viewport = stage?.screens[screen]?.viewports.find((each) => each.at[0] === at[0] && each.at[1] === at[1]);
      return layers.flatMap((layer, place) => {
        const selector = viewport?.layers[place]?.selector;
        const binding = selector === undefined ? undefined : hanging.bindings[selector];
        const hung = binding && layerKey({ study: binding.study, series: binding.series, index: binding.index });
        return hung === layerKey(layer) ? [] : [layerKey(layer)];
      });
    }),
  );
}
