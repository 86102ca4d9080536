/**
 * Owns what the reader has chosen: who signs, how it looks, how long until a report is due, how much disk the cache may
 * take; and what the app has learned beside it. Kept in `records.db`. Must not know who uses a setting.
 */
export { createKeptValues, type KeptValues } from './keptValues.ts';
export { createSettings, type Settings } from './settingsStore.ts';
