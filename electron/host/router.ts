import type { CancelSignal } from '#shared/base/cancelSignal.ts';
import { fail, type Result } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import type { Call, Contract, Handlers } from '#shared/contract/procedure.ts';
import { withinInputLimits } from './inputLimits.ts';

type Handler = (input: unknown, call: Call) => Promise<Result<unknown, Failure>>;

export interface RouterOptions {
  /** True in development and tests: an answer that breaks the contract is a bug and says so. */
  readonly checkOutput: boolean;
  readonly newId: () => string;
  /** The log's line for what was not expected; the id is the one the reading side is shown. */
  readonly logUnexpected: (id: string, procedure: string, error: unknown) => void;
}

/** Answers one call. Never rejects: whatever happens is a value. */
export type Route = (name: unknown, input: unknown, signal: CancelSignal) => Promise<Result<unknown, Failure>>;

/**
 * Finds the handler of a name in the contract and nowhere else (`Object.hasOwn`: not even `constructor` is found),
 * parses the input always, and turns what was not expected into `Unexpected` with an id that is also in the log.
 */
export function createRouter<C extends Contract>(contract: C, handlers: Handlers<C>, options: RouterOptions): Route {
  const known = handlers as unknown as Readonly<Record<string, Handler>>;

  return async (name, input, signal) => {
    if (typeof name !== 'string' || !Object.hasOwn(contract, name)) return invalid({ reason: 'unknownName' });
    const procedure = contract[name];
    if (!procedure) return invalid({ reason: 'unknownName' });
    if (signal.aborted) return fail(failureOf('Cancelled'));
    if (!withinInputLimits(input, name)) return invalid({ reason: 'tooLarge', procedure: name });
    const parsed = procedure.input.safeParse(input);
    if (!parsed.success) {
      return invalid({ reason: 'notAsAgreed', procedure: name, at: pathOf(parsed.error.issues[0]?.path) });
    }
    try {
      const handler = Object.hasOwn(known, name) ? known[name] : undefined;
      if (!handler) throw new Error('no handler for a procedure of the contract');
      const answer = await handler(parsed.data, { signal });
      if (options.checkOutput && answer.ok) procedure.output.parse(answer.value);
      return answer;
    } catch (error) {
      const id = options.newId();
      options.logUnexpected(id, name, error);
      return fail({ code: 'Unexpected', id });
    }
  };
}

function invalid(details: Record<string, string>): Result<never, Failure> {
  return fail(failureOf('InvalidInput', details));
}

/** Where in the input; field names only, never a value. */
function pathOf(path: readonly PropertyKey[] | undefined): string {
  return (path ?? []).map(String).join('.').slice(0, 100);
}
