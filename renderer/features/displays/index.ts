/**
 * The monitors: what is known of them, the check that the eye makes, what a photometer measured, and the word beside the
 * images that says how good the monitor is. Owns patterns and blind targets; must not know the worklist's rows or
 * reports: what the study is, is told by whoever mounts it.
 */
export { DisplaysSection } from './DisplaysSection.tsx';
export { DisplayWord } from './DisplayWord.tsx';
