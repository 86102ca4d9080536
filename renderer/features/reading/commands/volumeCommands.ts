import { anatomicalAxes, axesAlong } from '../../../imaging/plane/planeAxes.ts';
import { PlaneView } from '../../../imaging/plane/planeView.ts';
import { slabModes } from '../../../imaging/plane/slab.ts';
import { RenderingView, renderingSides } from '../../../imaging/rendering/renderingView.ts';
import { type Command, commandsOf } from '../../../session/commands.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { firstThicknessMm, stepSlab } from '../scrolling/stepSlab.ts';

const command = commandsOf('volumes', 'reading');

/** What the hands do to a volume: turn its planes, cut it thick, look at it in space. */
export function volumeCommands(session: ReadingSession): readonly Command[] {
  return [...turning(session), ...slabs(session), ...inSpace(session)];
}

function planeOf(session: ReadingSession): PlaneView | undefined {
  const view = session.viewAt(session.state.active);
  return view instanceof PlaneView ? view : undefined;
}

function turning(session: ReadingSession): readonly Command[] {
  const isPlane = () => planeOf(session) !== undefined;
  const turn = (degrees: number) => () => planeOf(session)?.turnCrosshair(degrees);
  return [
    command('turnBack', ['Ctrl+Shift+ArrowLeft'], turn(-1), isPlane),
    command('turnOn', ['Ctrl+Shift+ArrowRight'], turn(1), isPlane),
    command('turnFarBack', ['Ctrl+Shift+ArrowUp'], turn(-5), isPlane),
    command('turnFarOn', ['Ctrl+Shift+ArrowDown'], turn(5), isPlane),
    command('straighten', ['Shift+Home'], () => planeOf(session)?.setAxes(anatomicalAxes), isPlane),
    command(
      'alongSlices',
      ['Shift+End'],
      () => {
        const view = planeOf(session);
        view?.setAxes(axesAlong(view.model.grid.orientation));
      },
      isPlane,
    ),
  ];
}

function slabs(session: ReadingSession): readonly Command[] {
  const mayCut = () => planeOf(session)?.slabRefusal() === undefined && planeOf(session) !== undefined;
  const step = (steps: number) => () => {
    const view = planeOf(session);
    if (view) stepSlab(view, steps);
  };
  const toggle = () => {
    const view = planeOf(session);
    view?.setSlab(view.slab() ? undefined : { mode: 'maximum', thicknessMm: firstThicknessMm });
  };
  const nextMode = () => {
    const view = planeOf(session);
    const slab = view?.slab() ?? { mode: 'mean' as const, thicknessMm: firstThicknessMm };
    const mode = slabModes[(slabModes.indexOf(slab.mode) + 1) % slabModes.length] ?? 'maximum';
    view?.setSlab({ ...slab, mode });
  };
  return [
    command('slab', ['T'], toggle, mayCut),
    command('slabMode', ['Shift+T'], nextMode, mayCut),
    command('thicker', ['*'], step(1), mayCut),
    command('thinner', ['/'], step(-1), mayCut),
  ];
}

function inSpace(session: ReadingSession): readonly Command[] {
  const rendering = (): RenderingView | undefined => {
    const view = session.viewAt(session.state.active);
    return view instanceof RenderingView ? view : undefined;
  };
  const isShown = () => rendering() !== undefined;
  const stepSide = (steps: number) => () => {
    const view = rendering();
    const at = view ? renderingSides.indexOf(view.side()) : 0;
    const count = renderingSides.length;
    view?.lookFrom(renderingSides[(at + steps + count) % count] ?? 'A');
  };
  const toggleCouch = () => {
    const view = rendering();
    view?.showCouch(view.couchShown() === false);
  };
  return [
    command(
      'rendering',
      ['Shift+M'],
      () => session.toggleBody(),
      () => isShown() || session.volumeVerdict()?.ok === true,
    ),
    command('couch', ['Alt+K'], toggleCouch, () => rendering()?.couchShown() !== undefined),
    command('nextRendering', ['Shift+B'], () => rendering()?.stepPreset(1), isShown),
    command('previousRendering', [], () => rendering()?.stepPreset(-1), isShown),
    command('nextSide', ['Alt+V'], stepSide(1), isShown),
    command('previousSide', ['Alt+Shift+V'], stepSide(-1), isShown),
    ...renderingSides.map((side) => command(`lookFrom${side}`, [], () => rendering()?.lookFrom(side), isShown)),
  ];
}
