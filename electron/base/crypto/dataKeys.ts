/**
 * The keys of an unlocked profile. Whoever keeps one keeps a reference, not a copy, so that `wipe` reaches it.
 * JavaScript may have left copies elsewhere in memory; ending the process is what truly forgets them.
 */
export interface DataKeys {
  /** Opens `records.db`. */
  readonly records: Uint8Array;
  /** Opens `cache.db`. */
  readonly cacheDatabase: Uint8Array;
  /** Seals the passwords and tokens of archives inside `records.db`. */
  readonly secrets: Uint8Array;
  /** Hashes UIDs in the log. */
  readonly logHash: Uint8Array;
  /** Wraps the series keys; random, so that replacing it destroys them (trust.md section 3.2). */
  readonly epochKey: Uint8Array;
  readonly epoch: number;
}

export function wipeKeys(keys: DataKeys): void {
  for (const key of [keys.records, keys.cacheDatabase, keys.secrets, keys.logHash, keys.epochKey]) key.fill(0);
}
