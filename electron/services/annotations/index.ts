/**
 * Owns the journal of what readers draw on images: every finished change, on the disk before it is called saved, and
 * never changed or deleted after. Must not know what an annotation means, how it is drawn or what it measures.
 */
export { type AnnotationJournal, createAnnotationJournal } from './annotationJournal.ts';
