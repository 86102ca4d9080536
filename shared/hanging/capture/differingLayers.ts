import type { Hanging } from '../hanging.ts';
import { layerKey } from './captureSelectors.ts';
import type { LayoutOnScreen, ShownLayer } from './layoutOnScreen.ts';

/** What hangs on the screen and would not hang there. The first stage of the protocol is that of the screen. */
export function differingLayers(layout: LayoutOnScreen, { stages, bindings }: Hanging): readonly ShownLayer[] {
  return layout.screens.flatMap(({ boxes }, screen) =>
    boxes.flatMap(({ at, layers }) => {
      const viewports = stages[0]?.screens[screen]?.viewports;
      const viewport = viewports?.find((each) => each.at[0] === at[0] && each.at[1] === at[1]);
      return layers.filter((layer, place) => {
        const selector = viewport?.layers[place]?.selector;
        const binding = selector === undefined ? undefined : bindings[selector];
        return !binding || layerKey(binding) !== layerKey(layer);
      });
    }),
  );
}
