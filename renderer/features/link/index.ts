/**
 * What the line does: the small sign in the window's frame, the panel beside the work, and what a person may say about it.
 * Owns what is shown of the link; must not know the worklist's rows, images or reports: opening a study is told to whoever
 * mounted it.
 */
export { linkCommands } from './commands.ts';
export { LinkIndicator } from './LinkIndicator.tsx';
export { LinkPanel } from './LinkPanel.tsx';
export { StudyArrival } from './StudyArrival.tsx';
export { useLink } from './useLink.ts';
