import type { HungViewport } from '#shared/hanging/hanging.ts';
import { explainBox, type HungStudy, type InBox } from './explainBox.ts';
import { explainOtherSeries } from './explainOtherSeries.ts';
import { explainPriors } from './explainPriors.ts';
import { explainOthers, explainProtocol, explainStages } from './explainProtocol.ts';
import type { WhySection } from './whyLine.ts';

/** The box that is asked about. */
export interface ShownInBox extends InBox {
  /** Of the stage on the screen; undefined: no viewport of it hangs here. */
  readonly viewport: string | undefined;
}

/** The whole explanation of one box, from what it shows out to what else there would have been. */
export function explainWhy(hung: HungStudy, { viewport: id, ...box }: ShownInBox): readonly WhySection[] {
  const viewport = viewportOf(hung, id);
  const sections = [
    ...(viewport ? explainBox(hung, viewport, box) : []),
    viewport && explainOtherSeries(hung, viewport),
    explainProtocol(hung),
    explainStages(hung),
    explainPriors(hung),
    ...explainOthers(hung),
  ];
  return sections.filter((section) => section !== undefined);
}

function viewportOf({ hanging, stage }: HungStudy, id: string | undefined): HungViewport | undefined {
  if (id === undefined) return undefined;
  const viewports = hanging.stages[stage]?.screens.flatMap((screen) => screen.viewports) ?? [];
  return viewports.find((viewport) => viewport.id === id);
}
