/**
 * Owns what is known of monitors: what the computer says of them, what was found when they were checked and measured,
 * and their grade by the site's policy (reading.md K). Checks are a log that is only appended to. Must not know screens,
 * reports or studies: it is told which monitors and which modalities, and answers.
 */
export { createDisplays, type Displays } from './displays.ts';
