import { selectorKey } from '#shared/hanging/capture/selectorName.ts';
import type { Protocol, Selector, Stage } from '#shared/hanging/protocol.ts';
import type { Said } from '../../why/said.ts';
import { compact } from './compact.ts';
import { type BoxRef, boxOf, layerChanged } from './editBoxes.ts';
import { selectorAdded } from './editSelectors.ts';
import { withStage } from './editStages.ts';

/**
 * What a box shows, and with it the boxes of the same step that show what an earlier study has most like it: of the
 * mediastinum now the mediastinum before, and never the lung. Where another box still shows what was there, they stay.
 */
export function shownChanged(protocol: Protocol, ref: BoxRef, selector: string | undefined): Protocol {
  const before = boxOf(protocol, ref)?.layers[0]?.selector;
  const changed = layerChanged(protocol, ref, selector);
  const stage = changed.stages[ref.stage];
  if (selector === undefined || before === undefined || before === selector || !stage) return changed;
  const shown = shownIn(stage);
  if (shown.has(before) || !isOfPresent(changed.selectors[selector])) return changed;
  return [...shown]
    .filter((key) => changed.selectors[key]?.mirrorOf === before)
    .reduce((all, mirror) => followed(all, ref.stage, mirror, selector), changed);
}

/** The boxes of a step that showed one mirror show that of another series of the same earlier study. */
function followed(protocol: Protocol, at: number, mirror: string, mirrorOf: string): Protocol {
  const { from, rules = [] } = protocol.selectors[mirror] ?? {};
  const [all, key] = mirrorFor(protocol, mirrorOf, { from, rules: rules.filter(({ facet }) => facet === 'kind') });
  const swapped = (each: string) => (each === mirror ? key : each);
  return withStage(all, at, (stage) => ({
    ...stage,
    ...(stage.enabledIf && {
      enabledIf: compact({ ...stage.enabledIf, bound: stage.enabledIf.bound?.map(swapped) }),
    }),
    screens: stage.screens.map((screen) => ({
      ...screen,
      viewports: screen.viewports.map((box) => ({
        ...box,
        layers: box.layers.map((layer) => ({ ...layer, selector: swapped(layer.selector) })),
      })),
    })),
  }));
}

function mirrorFor(
  protocol: Protocol,
  mirrorOf: string,
  { from, rules }: Pick<Selector, 'from' | 'rules'>,
): readonly [Protocol, string] {
  const known = Object.entries(protocol.selectors).find(([, each]) => each.mirrorOf === mirrorOf && each.from === from);
  if (known) return [protocol, known[0]];
  const label = protocol.selectors[mirrorOf]?.label ?? mirrorOf;
  const key = selectorKey(`${label} prior`, new Set(Object.keys(protocol.selectors)));
  return selectorAdded(protocol, key, { label, from, mirrorOf, rules });
}

/** Boxes that show an earlier picture of something that no box of their step shows: it stands beside another picture. */
export function unpairedSaid({ stages, selectors }: Protocol): Said | undefined {
  const boxes = stages.flatMap((stage): readonly Said[] => {
    const shown = shownIn(stage);
    return stage.screens.flatMap(({ viewports }) =>
      viewports
        .filter(({ layers }) =>
          layers.some(({ selector }) => {
            const mirrored = selectors[selector]?.mirrorOf;
            return mirrored !== undefined && !shown.has(mirrored);
          }),
        )
        .map(({ id }) => ({ key: 'editor.warning.box', params: { step: stage.name, box: id.toUpperCase() } })),
    );
  });
  return boxes.length === 0
    ? undefined
    : { key: 'editor.warning.unpaired', params: { boxes: { join: 'list', of: boxes } } };
}

function shownIn({ screens }: Stage): ReadonlySet<string> {
  return new Set(
    screens.flatMap(({ viewports }) => viewports.flatMap(({ layers }) => layers.map(({ selector }) => selector))),
  );
}

function isOfPresent(selector: Selector | undefined): boolean {
  return selector !== undefined && (selector.from ?? 'current') === 'current' && selector.mirrorOf === undefined;
}
