import { createHmac } from 'node:crypto';
import type { LogFields } from './log.ts';

type Shape = 'number' | 'boolean' | 'code' | 'ourId' | 'uid' | 'version';

/** Every field a log line may have. A new one is added here, with a thought for what it could carry. */
const allowed: Readonly<Record<string, Shape>> = {
  archiveId: 'ourId',
  attempt: 'number',
  bytes: 'number',
  check: 'code',
  code: 'code',
  connections: 'number',
  count: 'number',
  door: 'code',
  durationMs: 'number',
  expected: 'number',
  failureId: 'ourId',
  frameNumber: 'number',
  freeBytes: 'number',
  id: 'ourId',
  kind: 'code',
  lane: 'code',
  level: 'code',
  millisecondsLate: 'number',
  nodeVersion: 'version',
  ok: 'boolean',
  outcome: 'code',
  packId: 'ourId',
  phase: 'code',
  port: 'number',
  present: 'number',
  procedure: 'code',
  profile: 'code',
  reason: 'code',
  reportId: 'ourId',
  requestId: 'ourId',
  retryInMs: 'number',
  revision: 'number',
  seriesInstanceUID: 'uid',
  sopInstanceUID: 'uid',
  source: 'code',
  state: 'code',
  status: 'number',
  studyInstanceUID: 'uid',
  transferSyntaxUID: 'version',
  version: 'version',
};

const shapes: Readonly<Record<Exclude<Shape, 'number' | 'boolean'>, RegExp>> = {
  code: /^[A-Za-z][A-Za-z0-9._-]{0,47}$/,
  // Ours are lower-case hexadecimal, UUIDs and short names chosen by the program.
  ourId: /^[a-z0-9-]{1,64}$/,
  uid: /^[0-9.]{1,64}$/,
  version: /^[0-9A-Za-z.+-]{1,64}$/,
};

export const dropped = '[dropped]';

/** Keeps what the allow-list names and what has the shape it says; says where something was dropped. */
export function redactFields(fields: LogFields, hashUid?: (uid: string) => string): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const shape = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
    // The name of an unknown field could itself be data, so it is not written either.
    if (!shape) kept['droppedFields'] = Number(kept['droppedFields'] ?? 0) + 1;
    else kept[name] = redactValue(shape, value, hashUid);
  }
  return kept;
}

function redactValue(shape: Shape, value: string | number | boolean, hashUid?: (uid: string) => string): unknown {
  if (shape === 'number' || shape === 'boolean') return typeof value === shape ? value : dropped;
  if (typeof value !== 'string' || !shapes[shape].test(value)) return dropped;
  if (shape !== 'uid') return value;
  return hashUid ? hashUid(value) : dropped;
}

/** A UID finds a patient in any archive that has it; in the log it stands as a hash under the profile's own key. */
export function uidHasher(key: Uint8Array): (uid: string) => string {
  return (uid) => createHmac('sha256', key).update(uid).digest('hex').slice(0, 16);
}
