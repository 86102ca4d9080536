/**
 * Owns reports: drafts, what was signed, and its way back to the archive of the study. Nothing signed is ever lost,
 * changed or sent elsewhere; signing needs no link. Must not know HTTP, screens or the cache: it is told what the study
 * is and given a client of its archive.
 */
export { createReports, type Reports } from './createReports.ts';
export type { ImagesToShow, ReportAudit, StudyForReport } from './reportParts.ts';
