/**
 * How a study hangs, said and changed by the reader: why a box shows what it shows, what a series really is, hangings that
 * are remembered, protocols as they are edited, and how often each hung without a hand on it.
 * Owns the words and panes for that; must not know how boxes draw, which boxes there are, or how protocols are kept: what
 * hangs is asked of the session, and the host keeps what is said.
 */
export { hangingCommands } from './commands.ts';
export { forgetProtocolDrafts } from './editor/drafts.ts';
export { editorCommands } from './editor/editorCommands.ts';
export { hurryProtocolDrafts } from './editor/keptDrafts.ts';
export { useKeptDrafts } from './editor/useKeptDrafts.ts';
export { HangingEditor, HangingPanes, HangingSection } from './laterPanes.ts';
export type { PlaceInProtocol } from './why/whyLine.ts';
