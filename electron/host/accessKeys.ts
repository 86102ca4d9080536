import { createHash, timingSafeEqual } from 'node:crypto';
import type { World } from '#electron/base/world.ts';

const codeLivesMs = 30_000;

/**
 * What opens the browser host: one token per start, in memory only, the one-use codes that are exchanged for it, and
 * the tokens of a host that ended without being told to, by their digests (`lastDoor.ts`).
 * A code travels in the fragment of the address, which no server and no Referer ever sees.
 */
export class AccessKeys {
  readonly #world: Pick<World, 'clock' | 'random'>;
  readonly #token: string;
  readonly #codes = new Map<string, number>();
  /** SHA-256 of every token that opens, the newest first. */
  readonly digests: readonly string[];

  /** `earlier`: digests of tokens that still open. */
  constructor(world: Pick<World, 'clock' | 'random'>, earlier: readonly string[] = []) {
    this.#world = world;
    this.#token = this.#secret();
    this.digests = [digest(this.#token), ...earlier];
  }

  /** A code that opens the host once within 30 s. */
  newCode(): string {
    const code = this.#secret();
    this.#codes.set(digest(code), this.#world.clock.monotonicMs() + codeLivesMs);
    return code;
  }

  /** The token for a code that is known, unused and in time. The code is gone whatever the answer. */
  exchange(code: string): string | undefined {
    const now = this.#world.clock.monotonicMs();
    const known = digest(code);
    const validUntil = this.#codes.get(known);
    this.#codes.delete(known);
    for (const [old, until] of this.#codes) if (until < now) this.#codes.delete(old);
    return validUntil !== undefined && now <= validUntil ? this.#token : undefined;
  }

  /** Compared in constant time, whatever the length of what came. */
  isToken(candidate: string | undefined): boolean {
    if (candidate === undefined) return false;
    const shown = Buffer.from(digest(candidate), 'hex');
    return this.digests.map((known) => timingSafeEqual(shown, Buffer.from(known, 'hex'))).includes(true);
  }

  #secret(): string {
    return Buffer.from(this.#world.random.bytes(32)).toString('base64url');
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
