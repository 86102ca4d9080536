import type { ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { nextSpeed } from '../../../imaging/stack/cine.ts';
import { type Command, commandsOf } from '../../../session/commands.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { WhileHeld } from '../../../session/whileHeld.ts';
import { handState } from '../hands/handState.ts';
import { boxUnderPointer } from '../hands/heldPoint.ts';
import { pointerPlace } from '../hands/pointerPlace.ts';

const command = commandsOf('hands', 'reading');

/** CSS pixels that a key moves the image. */
const step = 40;

/** What the hands do to one image: how it lies, its window by keys, its cine, and working without a mouse. */
export function imageCommands(session: ReadingSession): readonly Command[] {
  return [...lying(session), ...windowing(session), ...playing(session), ...withoutMouse(session)];
}

type Optional = 'rotateBy' | 'flip' | 'fit' | 'oneToOne' | 'lens' | 'playAs' | 'nextGreyOfData' | 'toggleGreyPerImage';

/** Whether the active box can do it; while its view is being made nobody knows, and the act waits for it. */
function can(session: ReadingSession, act: Optional): () => boolean {
  return () => session.activeView === undefined || session.activeView[act] !== undefined;
}

function lying(session: ReadingSession): readonly Command[] {
  const turn = (degrees: number) => () => session.act((view) => view.rotateBy?.(degrees));
  const flip = (along: 'horizontal' | 'vertical') => () => session.act((view) => view.flip?.(along));
  const pan = (x: number, y: number) => () => session.act((view) => view.panBy({ x: 0, y: 0 }, { x, y }));
  const turns = can(session, 'rotateBy');
  const flips = can(session, 'flip');
  return [
    command('rotateRight', ['.'], turn(90), turns),
    command('rotateLeft', [','], turn(-90), turns),
    command('rotateRightLittle', ['>'], turn(5), turns),
    command('rotateLeftLittle', ['<'], turn(-5), turns),
    command('flipHorizontal', ['H'], flip('horizontal'), flips),
    command('flipVertical', ['V'], flip('vertical'), flips),
    command('fit', ['0'], () => session.act((view) => view.fit?.()), can(session, 'fit')),
    command('oneToOne', ['Shift+Z'], pixelByPixel(session), can(session, 'oneToOne')),
    command('panLeft', ['Shift+ArrowLeft'], pan(-step, 0)),
    command('panRight', ['Shift+ArrowRight'], pan(step, 0)),
    command('panUp', ['Shift+ArrowUp'], pan(0, -step)),
    command('panDown', ['Shift+ArrowDown'], pan(0, step)),
    command('toolScroll', ['Shift+P'], () => session.setTool('scroll')),
    command('toolRotate', ['Shift+R'], () => session.setTool('rotate'), turns),
    command('toolMagnifier', ['Shift+G'], () => session.setTool('magnifier'), can(session, 'lens')),
  ];
}

/** At the place that is looked at: under the pointer where that is over the active box. */
function pixelByPixel(session: ReadingSession) {
  return () => {
    const under = boxUnderPointer(pointerPlace);
    const at = under?.box === session.state.active ? { x: under.x, y: under.y } : undefined;
    session.act((view) => view.oneToOne?.(at));
  };
}

/** A press of an arrow is as far as a hand goes in one short drag. */
const windowStep = 12;

function windowing(session: ReadingSession): readonly Command[] {
  const drag = (wider: number, darker: number) => () => session.act((view) => view.dragWindow(wider, darker));
  const has = (view: ImageBoxView | undefined) => (view?.greyChoices?.().length ?? 0) > 1;
  const ofData = (towards: 1 | -1) => () => session.activeView?.nextGreyOfData?.(towards);
  const several = () => has(session.activeView);
  const grey = () => session.activeView?.state().grey !== undefined;
  return [
    command('windowWider', ['Ctrl+ArrowRight'], drag(windowStep, 0), grey),
    command('windowNarrower', ['Ctrl+ArrowLeft'], drag(-windowStep, 0), grey),
    command('windowBrighter', ['Ctrl+ArrowUp'], drag(0, -windowStep), grey),
    command('windowDarker', ['Ctrl+ArrowDown'], drag(0, windowStep), grey),
    command('typeWindow', ['Shift+W'], () => handState.setState({ typingWindow: true }), grey),
    command('nextWindowOfData', ['Q'], ofData(1), several),
    command('previousWindowOfData', ['Shift+Q'], ofData(-1), several),
    command(
      'windowPerImage',
      ['Alt+W'],
      () => session.activeView?.toggleGreyPerImage?.(),
      () => grey() && can(session, 'toggleGreyPerImage')(),
    ),
  ];
}

function playing(session: ReadingSession): readonly Command[] {
  const manner = () => session.activeView?.state().cine;
  const plays = () => manner() !== undefined && (session.activeView?.state().count ?? 0) > 1;
  const faster = (towards: 1 | -1) => () =>
    session.activeView?.playAs?.({ speed: nextSpeed(manner()?.speed ?? 1, towards) });
  return [
    command('cineFaster', ['}'], faster(1), plays),
    command('cineSlower', ['{'], faster(-1), plays),
    command(
      'cineBackwards',
      ['Shift+Space'],
      () => session.activeView?.playAs?.({ direction: manner()?.direction === -1 ? 1 : -1 }),
      plays,
    ),
    command('cineSweep', ['Alt+B'], () => session.activeView?.playAs?.({ bounce: !manner()?.bounce }), plays),
  ];
}

const lensKey = new WhileHeld();

function withoutMouse(session: ReadingSession): readonly Command[] {
  const shown = () => session.activeView !== undefined;
  return [
    command(
      'holdMagnifier',
      ['G'],
      () =>
        lensKey.begin(
          () => handState.setState({ lensHeld: true }),
          () => handState.setState({ lensHeld: false }),
        ),
      can(session, 'lens'),
    ),
    command('cursor', ['K'], () => handState.setState({ cursorShown: !handState.getState().cursorShown }), shown),
  ];
}
