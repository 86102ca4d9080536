import type { ImageBoxView } from '../../../imaging/imageBoxView.ts';
import { isOfPlanes } from '../../../session/arrangement.ts';
import { type Command, commandsOf } from '../../../session/commands.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { type NumberKeyPreset, numberKeyPresets } from '../corners/windowPresets.ts';
import { annotationCommands } from './annotationCommands.ts';
import { deskCommands } from './deskCommands.ts';
import { fidelityCommands } from './fidelityCommands.ts';
import { fusionCommands } from './fusionCommands.ts';
import { imageCommands } from './imageCommands.ts';
import { stageCommands } from './stageCommands.ts';
import { togetherCommands } from './togetherCommands.ts';
import { volumeCommands } from './volumeCommands.ts';
import { windowCommands } from './windowCommands.ts';

const command = commandsOf('reading', 'reading');

/** Everything the hands can do while reading. One list for keys, key card and palette. */
export function readingCommands(session: ReadingSession): readonly Command[] {
  return [
    ...scrolling(session),
    ...windows(session),
    ...tools(session),
    ...hanging(session),
    ...imageCommands(session),
    ...deskCommands(session),
    ...stageCommands(session),
    ...annotationCommands(session),
    ...togetherCommands(session),
    ...fidelityCommands(session),
    ...fusionCommands(session),
    ...volumeCommands(session),
    ...windowCommands(),
  ];
}

/** Names are directions: the next image is +1. */
function scrolling(session: ReadingSession): readonly Command[] {
  const scroll = (steps: number) => () => session.activeView?.scrollBy(steps);
  const view = () => session.activeView !== undefined;
  return [
    command('nextImage', ['ArrowDown', 'ArrowRight'], scroll(1), view),
    command('previousImage', ['ArrowUp', 'ArrowLeft'], scroll(-1), view),
    command('nextTenImages', ['PageDown'], scroll(10), view),
    command('previousTenImages', ['PageUp'], scroll(-10), view),
    command('firstImage', ['Home'], () => session.activeView?.goTo(0), view),
    command('lastImage', ['End'], () => session.activeView?.goTo(Number.MAX_SAFE_INTEGER), view),
    command('playOrStop', ['Space'], () => session.activeView?.togglePlaying(), view),
  ];
}

function windows(session: ReadingSession): readonly Command[] {
  const presets = numberKeyPresets(session.activeSet?.set);
  return [
    ...presets.map((preset) => ({
      ...command(`preset.${preset.number}`, [String(preset.number)], () => session.act(windowing(preset))),
      title: `reading.presets.${preset.name}`,
    })),
    command('invert', ['I'], () => session.act((view) => view.toggleInversion())),
    command('reset', ['R'], () => session.activeView?.reset()),
    command('zoomIn', ['+', '='], () => session.activeView?.zoomBy(1.25)),
    command('zoomOut', ['-'], () => session.activeView?.zoomBy(0.8)),
  ];
}

function windowing(preset: NumberKeyPreset) {
  return (view: ImageBoxView) => {
    const window = preset.windowFor(view.dataWindow());
    if (window) view.setWindow(window);
  };
}

function tools(session: ReadingSession): readonly Command[] {
  const inPlanes = () =>
    session.state.arrangement.boxes.some((content) => content?.kind === 'plane' || content?.kind === 'rendering');
  return [
    command('toolWindow', ['W'], () => session.setTool('window')),
    command('toolZoom', ['Z'], () => session.setTool('zoom')),
    command('toolPan', ['P'], () => session.setTool('pan')),
    command('toolCrosshair', ['C'], () => session.setTool('crosshair'), inPlanes),
  ];
}

function hanging(session: ReadingSession): readonly Command[] {
  return [
    command('nextSeries', [']'], () => session.stepSet(1)),
    command('previousSeries', ['['], () => session.stepSet(-1)),
    command(
      'mpr',
      ['M'],
      () => session.toggleThreePlanes(),
      () => isOfPlanes(session.state.arrangement) || session.volumeVerdict()?.ok === true,
    ),
    command('enlarge', ['F'], () => session.toggleEnlarged()),
    command('layoutOne', ['Alt+1'], () => session.arrange(1, 1)),
    command('layoutTwo', ['Alt+2'], () => session.arrange(1, 2)),
    command('layoutFour', ['Alt+4'], () => session.arrange(2, 2)),
  ];
}
