/**
 * Owns the audit trail: who did what to which study or report, append-only, each record bound to the one before by its
 * hash. Kept in `records.db`, apart from every eviction. Must not know why something is recorded; it is not a log, and
 * carries ids and codes, never names of patients.
 */
export { type AuditTrail, type ChainLink, createAuditTrail } from './auditTrail.ts';
