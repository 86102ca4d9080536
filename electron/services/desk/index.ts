/**
 * Owns what lay on the reader's desk when the window ended, one row of `records.db`, replaced at every pause; and which
 * images of a study were seen. Must not
 * know what a study holds, how it is drawn, or what a report says.
 */
export { createDeskKeeper, type DeskKeeper } from './deskKeeper.ts';
export { createViewedKeeper, type ViewedKeeper } from './viewedKeeper.ts';
