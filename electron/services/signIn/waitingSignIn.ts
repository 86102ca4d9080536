import type { World } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import type { OidcSignIn, SignInPrompt } from '#shared/contract/archives.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { openLoopbackRedirect } from './loopbackRedirect.ts';
import type { Provider } from './provider.ts';
import type { Tokens } from './tokens.ts';

/** A person looks for a phone and a password; longer, and the waiting port would only be a port that waits. */
const codeWithinMs = 5 * 60_000;
/** A device's code lives as long as its provider says, at most so long. */
const deviceWithinMs = 30 * 60_000;

/** A sign-in that waits for the person. */
export interface WaitingSignIn {
  readonly prompt: SignInPrompt;
  /** Never rejects for what a person, a provider or a line does. */
  readonly done: Promise<Result<Tokens, Failure>>;
  cancel(): void;
}

export interface WaitingOptions {
  readonly provider: Provider;
  readonly flow: OidcSignIn['flow'];
  readonly world: Pick<World, 'clock' | 'random'>;
  readonly open?: ((url: string) => void) | undefined;
}

export function beginWaiting(options: WaitingOptions): Promise<Result<WaitingSignIn, Failure>> {
  return options.flow === 'device' ? waitForDevice(options) : waitForBrowser(options);
}

async function waitForBrowser({ provider, world, open }: WaitingOptions): Promise<Result<WaitingSignIn, Failure>> {
  const state = Buffer.from(world.random.bytes(32)).toString('base64url');
  const redirect = await openLoopbackRedirect(state);
  const begun = await provider.beginCode(redirect.redirectUri, state).catch((error: unknown) => {
    redirect.close();
    throw error;
  });
  if (!begun.ok) {
    redirect.close();
    return begun;
  }
  const { url, finish } = begun.value;
  let isLate = false;
  const cancelTimer = world.clock.after(codeWithinMs, () => {
    isLate = true;
    redirect.close();
  });
  const finished = async (): Promise<Result<Tokens, Failure>> => {
    const came = await redirect.came;
    cancelTimer();
    if (isLate) return fail(failureOf('SignInExpired'));
    return came.ok ? finish(came.value) : came;
  };
  open?.(url);
  const prompt = {
    flow: 'browser',
    url,
    opened: open !== undefined,
  } as const;
  return succeed({ prompt, done: finished(), cancel: () => redirect.close() });
}

async function waitForDevice({ provider, world }: WaitingOptions): Promise<Result<WaitingSignIn, Failure>> {
  const begun = await provider.beginDevice();
  if (!begun.ok) return begun;
  const { userCode, url, completeUrl, lifeMs, finish } = begun.value;
  const withinMs = Math.min(lifeMs, deviceWithinMs);
  const ending = new AbortController();
  let isLate = false;
  const cancelTimer = world.clock.after(withinMs, () => {
    isLate = true;
    ending.abort();
  });
  const done = finish(ending.signal).then((result): Result<Tokens, Failure> => {
    cancelTimer();
    return !result.ok && isLate ? fail(failureOf('SignInExpired')) : result;
  });
  const prompt = {
    flow: 'device',
    userCode,
    url,
    ...(completeUrl ? { completeUrl } : {}),
  } as const;
  return succeed({ prompt, done, cancel: () => ending.abort() });
}
