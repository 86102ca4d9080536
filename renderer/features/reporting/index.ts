/**
 * The report beside the images: writing, the last look before signing, signing, and how far the report is on its way.
 * Owns the text that is not yet kept, in the page's memory, so that closing a study or a host that restarts loses
 * nothing. Must not know images, layout or archives.
 */
export { reportCommands } from './commands.ts';
export { flushDrafts, forgetDrafts, unsavedReports } from './draftKeepers.ts';
export { ReportPanel } from './ReportPanel.tsx';
