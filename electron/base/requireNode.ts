/** What the SQLite binary, argon2 and running TypeScript as it stands all need. */
export const oldestNodeMajor = 24;

/** Thrown at start, before anything native is loaded; its message is for whoever started the program. */
export class NodeTooOldError extends Error {
  constructor(found: string) {
    super(
      `Durbeen needs Node ${oldestNodeMajor} or newer and was started with ${found}. Start it with "npm start", which brings its own.`,
    );
    this.name = 'NodeTooOldError';
  }
}

/**
 * Stops a start under a Node that would crash later without a message (F16).
 * @param version as `process.versions.node` has it, e.g. "24.21.0".
 * @throws NodeTooOldError
 */
export function requireNode(version: string): void {
  const major = Number(version.split('.')[0]);
  if (!(major >= oldestNodeMajor)) throw new NodeTooOldError(version);
}
