/**
 * The reading room: a study on the desk, its series, its image boxes and what stands around them.
 * Owns what a reader sees while reading images and the keys for it; must not know how reports are written, how frames
 * travel, or which library draws. The report panel comes in from `app` as a node.
 *
 * Its rooms: `bar` (tools, palette), `boxes` (the image boxes and their grid), `corners` (words over an image),
 * `overImage` (lines and planes over it), `scrolling` (the bar at its side), `fidelity` (badges and what they say),
 * `hands` (lens, cursor, held keys), `annotations`, `documents`, `series`, `priors`, `windows`, `study` (what holds for
 * the study as a whole), `stages` (the protocol that hangs it, and its steps) and `commands` (every key of the room).
 */
export { readingCommandCatalogue } from './commands/catalogue.ts';
export { ReadingRoom } from './ReadingRoom.tsx';
export { prepareHanging } from './stages/prepareHanging.ts';
export { forgetImages, prepareImages } from './useImaging.ts';
