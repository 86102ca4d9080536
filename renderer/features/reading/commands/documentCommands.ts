import { type Command, commandsOf } from '../../../session/commands.ts';
import { type DocumentDesk, openDocument, stepOpacity } from '../documents/documentDesk.ts';
import type { PanelKeys } from '../series/usePanelKeys.ts';

const ofSeries = commandsOf('series', 'reading');
const ofDocuments = commandsOf('documents', 'reading');

/** The series panel and the documents by keys. */
export function documentCommands(desk: DocumentDesk, keys: Pick<PanelKeys, 'focus' | 'has'>): readonly Command[] {
  const hasLayers = () => desk.getState().layers.size > 0;
  return [
    ofSeries(
      'focusPanel',
      ['F6'],
      () => keys.focus('series'),
      () => keys.has('series'),
    ),
    ofSeries(
      'focusDocuments',
      ['Shift+F6'],
      () => keys.focus('document'),
      () => keys.has('document'),
    ),
    ofDocuments('layerOpacity', ['Shift+H'], () => stepOpacity(desk), hasLayers),
    ofDocuments('layersAside', ['Alt+A'], () => desk.setState({ aside: !desk.getState().aside }), hasLayers),
    ofDocuments(
      'close',
      ['Alt+Shift+D'],
      () => openDocument(desk, undefined),
      () => desk.getState().open !== undefined,
    ),
  ];
}
