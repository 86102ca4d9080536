import type { ConnectOptions } from '#electron/base/http/connectOptions.ts';
import type { World } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { OidcSignIn, SignInPrompt, SignInState } from '#shared/contract/archives.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import type { Credentials } from '../archive/index.ts';
import { findProvider, type Provider } from './provider.ts';
import { TokenKeeper } from './tokenKeeper.ts';
import { readTokens, type Tokens, writeTokens } from './tokens.ts';
import { beginWaiting, type WaitingSignIn } from './waitingSignIn.ts';

/** How people sign in to one archive. */
export interface SignInSetup {
  readonly signIn: OidcSignIn;
  readonly clientSecret?: string | undefined;
  /** How an origin is reached; the reader's own certificate only where it is the archive's. */
  readonly connectTo: (origin: string) => ConnectOptions | undefined;
}

export interface SignInsOptions {
  readonly world: Pick<World, 'clock' | 'network' | 'random'>;
  /** Undefined for an archive that is signed in to in another way, or is none. */
  readonly setupOf: (archiveId: ArchiveId) => SignInSetup | undefined;
  readonly readTokens: (archiveId: ArchiveId) => string | undefined;
  readonly saveTokens: (archiveId: ArchiveId, tokens: string | undefined) => unknown;
  /** Opens the system's browser; left out where the person's own browser shows us. */
  readonly openBrowser?: ((url: string) => void) | undefined;
  /** Somebody has signed in: the archive may be asked again at once. */
  readonly onSignedIn: (archiveId: ArchiveId) => void;
  /** A sign-in has ended or could not be had. */
  readonly onChanged: () => void;
}

export interface SignIns {
  /** Undefined where requests are signed in by something that does not change. */
  credentialsFor(archiveId: ArchiveId): Credentials | undefined;
  begin(archiveId: ArchiveId): Promise<Result<SignInPrompt, Failure>>;
  state(archiveId: ArchiveId): SignInState;
  signOut(archiveId: ArchiveId): Promise<Result<Record<string, never>, Failure>>;
  /** The archive was changed or removed: what is known of its sign-in is read again. */
  forget(archiveId: ArchiveId): void;
  stop(): Promise<void>;
}

/** A lock and an end wait no longer for a renewal that is under way. */
const endWithinMs = 1_500;

/** A wall clock that has moved by more was set, or slept: what was found by it is looked for anew. */
const clockJumpMs = 60_000;

interface FoundProvider {
  readonly found: Promise<Result<Provider, Failure>>;
  /** Nobody waits for it any more. */
  giveUp(): void;
  /** Wall time less monotonic time when it was looked for. */
  readonly wallAheadMs: number;
}

interface Desk {
  readonly setup: SignInSetup;
  readonly keeper: TokenKeeper;
  provider: FoundProvider | undefined;
  waiting: WaitingSignIn | undefined;
  /** Why the last attempt came to nothing. */
  failure: Failure | undefined;
}

export function createSignIns(given: SignInsOptions): SignIns {
  const desks = new Map<ArchiveId, Desk>();
  let isStopped = false;
  let isEnded = false;
  const options: SignInsOptions = {
    ...given,
    // Whoever waited in vain for the end of a renewal has closed the store by now.
    saveTokens: (archiveId, tokens) => isEnded || given.saveTokens(archiveId, tokens),
  };

  const deskFor = (archiveId: ArchiveId): Desk | undefined => {
    const known = desks.get(archiveId);
    if (known || isStopped) return known;
    const setup = options.setupOf(archiveId);
    if (!setup) return undefined;
    const desk: Desk = openDesk(options, setup, readTokens(options.readTokens(archiveId)), (tokens) => {
      // An archive that was changed meanwhile has another address or provider: these are not for it (F14).
      if (desks.get(archiveId) === desk) options.saveTokens(archiveId, tokens && writeTokens(tokens));
    });
    desks.set(archiveId, desk);
    return desk;
  };

  return {
    credentialsFor: (archiveId) => deskFor(archiveId)?.keeper,
    async begin(archiveId) {
      const desk = deskFor(archiveId);
      if (!desk) return fail(failureOf('ArchiveNotConfigured'));
      desk.waiting?.cancel();
      const begun = await beginAt(desk, options, archiveId);
      if (!begun.ok) return begun;
      if (isStopped || desks.get(archiveId) !== desk) begun.value.cancel();
      return succeed(begun.value.prompt);
    },
    state: (archiveId) => stateOf(deskFor(archiveId)),
    async signOut(archiveId) {
      const desk = deskFor(archiveId);
      if (!desk) return fail(failureOf('ArchiveNotConfigured'));
      desk.waiting?.cancel();
      desk.waiting = undefined;
      desk.failure = undefined;
      const had = desk.keeper.forget();
      options.onChanged();
      // The provider's part may take its time, or fail: here it is done.
      if (had) void revokeAt(desk, options, had);
      return succeed({});
    },
    forget(archiveId) {
      const desk = desks.get(archiveId);
      desks.delete(archiveId);
      if (desk) void closeDesk(desk);
    },
    async stop() {
      isStopped = true;
      const patience = new Promise<void>((resolve) => options.world.clock.after(endWithinMs, resolve));
      await Promise.race([Promise.all([...desks.values()].map(closeDesk)), patience]);
      isEnded = true;
    },
  };
}

function openDesk(
  options: SignInsOptions,
  setup: SignInSetup,
  kept: Tokens | undefined,
  keep: (tokens: Tokens | undefined) => void,
): Desk {
  const desk: Desk = {
    setup,
    keeper: new TokenKeeper({
      clock: options.world.clock,
      kept,
      renew: async (tokens) => {
        const found = await providerOf(desk, options);
        if (!found.ok) return found;
        const renewed = await found.value.renew(tokens);
        if (!renewed.ok) dropIfInvalid(desk, renewed.failure);
        return renewed;
      },
      keep,
      onChanged: options.onChanged,
    }),
    provider: undefined,
    waiting: undefined,
    failure: undefined,
  };
  return desk;
}

/** Found once; one that could not be found is looked for again the next time, and one that was found by another clock. */
async function providerOf(desk: Desk, { world }: SignInsOptions): Promise<Result<Provider, Failure>> {
  const wallAheadMs = world.clock.now() - world.clock.monotonicMs();
  if (desk.provider && Math.abs(desk.provider.wallAheadMs - wallAheadMs) > clockJumpMs) dropProvider(desk);
  desk.provider ??= lookFor(desk.setup, world, wallAheadMs);
  const looking = desk.provider;
  const found = await looking.found;
  if (!found.ok && desk.provider === looking) desk.provider = undefined;
  return found;
}

function lookFor(setup: SignInSetup, world: SignInsOptions['world'], wallAheadMs: number): FoundProvider {
  const ending = new AbortController();
  const found = findProvider({ world, ...setup }, ending.signal);
  return { found, wallAheadMs, giveUp: () => ending.abort() };
}

/** Its documents may have changed since they were read: they are read again before the next attempt. */
function dropIfInvalid(desk: Desk, { code }: Failure): void {
  if (code === 'SignInProviderInvalid') dropProvider(desk);
}

function dropProvider(desk: Desk): void {
  const { provider, waiting } = desk;
  desk.provider = undefined;
  // A sign-in that waits asks over the same connections until it is done.
  void Promise.all([provider?.found, waiting?.done]).then(([found]) => (found?.ok ? found.value.close() : undefined));
}

async function revokeAt(desk: Desk, options: SignInsOptions, tokens: Tokens): Promise<void> {
  const found = await providerOf(desk, options);
  if (found.ok) await found.value.revoke(tokens);
}

async function beginAt(
  desk: Desk,
  options: SignInsOptions,
  archiveId: ArchiveId,
): Promise<Result<WaitingSignIn, Failure>> {
  const found = await providerOf(desk, options);
  if (!found.ok) return found;
  const { flow } = desk.setup.signIn;
  const begun = await beginWaiting({ provider: found.value, flow, world: options.world, open: options.openBrowser });
  if (!begun.ok) {
    dropIfInvalid(desk, begun.failure);
    return begun;
  }
  desk.failure = undefined;
  desk.waiting?.cancel();
  desk.waiting = begun.value;
  void begun.value.done.then((result) => {
    if (desk.waiting !== begun.value) return;
    desk.waiting = undefined;
    settle(desk, result, options, archiveId);
  });
  options.onChanged();
  return begun;
}

function settle(desk: Desk, result: Result<Tokens, Failure>, options: SignInsOptions, archiveId: ArchiveId): void {
  if (result.ok) {
    desk.keeper.take(result.value);
    options.onSignedIn(archiveId);
  } else if (result.failure.code !== 'Cancelled') {
    desk.failure = result.failure;
    dropIfInvalid(desk, result.failure);
  }
  options.onChanged();
}

function stateOf(desk: Desk | undefined): SignInState {
  if (!desk) return { state: 'notUsed' };
  const { waiting, keeper } = desk;
  if (waiting) return { state: 'waiting', prompt: waiting.prompt };
  const { tokens } = keeper;
  const failure = desk.failure ?? (tokens ? undefined : keeper.failure);
  const why = failure ? { failure } : {};
  if (!tokens) return { state: 'signedOut', ...why };
  if (tokens.refreshToken) return { state: 'signedIn', isRenewable: true, ...why };
  const endsAt = tokens.lifeMs === undefined ? {} : { endsAt: tokens.receivedAt + tokens.lifeMs };
  return { state: 'signedIn', isRenewable: false, ...endsAt, ...why };
}

async function closeDesk({ keeper, provider, waiting }: Desk): Promise<void> {
  waiting?.cancel();
  provider?.giveUp();
  await keeper.stop();
  // One that was found all the same is closed.
  void provider?.found.then((found) => (found.ok ? found.value.close() : undefined));
}
