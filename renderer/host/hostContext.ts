import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, createElement, type ReactNode, useCallback, useContext } from 'react';
import type { Result } from '#shared/base/result.ts';
import type { HostEvent } from '#shared/contract/events.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { DurbeenContract, ProcedureName } from '#shared/contract/index.ts';
import type { Client, InputOf, OutputOf } from '#shared/contract/procedure.ts';
import type { Transport } from '#shared/contract/transport.ts';

export type HostClient = Client<DurbeenContract>;

/** What the tree below may ask of the host. */
export interface HostAccess {
  readonly client: HostClient;
  readonly transport: Transport;
}

const HostContext = createContext<HostAccess | undefined>(undefined);

export function HostProvider({ access, children }: { access: HostAccess; children: ReactNode }) {
  return createElement(HostContext.Provider, { value: access }, children);
}

export function useHostAccess(): HostAccess {
  const access = useContext(HostContext);
  if (!access) throw new Error('HostProvider is missing');
  return access;
}

/** A failure on its way through code that knows only thrown errors (TanStack Query). Its `failure` is what is shown. */
export class FailureError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

export function unwrap<Value>(result: Result<Value, Failure>): Value {
  if (result.ok) return result.value;
  throw new FailureError(result.failure);
}

/** The failure in whatever a query or a mutation threw; an error of another kind is a bug and is thrown on. */
export function failureIn(error: unknown): Failure | undefined {
  if (error === null || error === undefined) return undefined;
  if (error instanceof FailureError) return error.failure;
  throw error instanceof Error ? error : new Error(String(error));
}

function answerOptions<Name extends ProcedureName>(
  client: HostClient,
  name: Name,
  input: InputOf<DurbeenContract[Name]>,
) {
  const ask = client[name] as (
    input: InputOf<DurbeenContract[Name]>,
    options: { signal: AbortSignal },
  ) => Promise<Result<OutputOf<DurbeenContract[Name]>, Failure>>;
  return queryOptions({
    queryKey: [name, input] as const,
    queryFn: async ({ signal }) => unwrap(await ask(input, { signal })),
  });
}

/** What the host last said to a question; asked again when an event says that it changed. */
export function useAnswer<Name extends ProcedureName>(
  name: Name,
  input: InputOf<DurbeenContract[Name]>,
  options: { readonly enabled?: boolean } = {},
) {
  const { client } = useHostAccess();
  const query = useQuery({ ...answerOptions(client, name, input), enabled: options.enabled ?? true });
  return { answer: query.data, failure: failureIn(query.error), asking: query.isFetching, askAgain: query.refetch };
}

/** An act: asks once, when told to. `act` answers the result as a value and never throws for an expected failure. */
export function useAct<Name extends ProcedureName>(name: Name) {
  const { client } = useHostAccess();
  const ask = client[name] as (
    input: InputOf<DurbeenContract[Name]>,
  ) => Promise<Result<OutputOf<DurbeenContract[Name]>, Failure>>;
  const mutation = useMutation({ mutationFn: ask });
  return {
    act: mutation.mutateAsync,
    acting: mutation.isPending,
    result: mutation.data,
    failure: mutation.data && !mutation.data.ok ? mutation.data.failure : undefined,
    forget: mutation.reset,
  };
}

/** Puts an answer that came by another way where `useAnswer` finds it. */
export function useKeepAnswer() {
  const queries = useQueryClient();
  return useCallback(
    <Name extends ProcedureName>(
      name: Name,
      input: InputOf<DurbeenContract[Name]>,
      answer: OutputOf<DurbeenContract[Name]>,
    ) => {
      queries.setQueryData([name, input], answer);
    },
    [queries],
  );
}

const staleAfter: { readonly [Kind in HostEvent['event']]: readonly ProcedureName[] } = {
  'host.changed': ['host.describe', 'worklist.list', 'archives.list', 'settings.read', 'reports.listUnsent'],
  'worklist.changed': ['worklist.list'],
  // Readiness alone is patched into the list by whoever shows it: thousands of rows do not cross again for one frame.
  'readiness.changed': [],
  'studies.changed': ['studies.open', 'worklist.list'],
  'reports.changed': ['worklist.list', 'reports.listUnsent'],
  // A journal is never asked for anew: whoever draws it reads on from the last line that it knows.
  'annotations.changed': [],
  'archives.changed': ['archives.list', 'archives.signInState', 'archives.knowledge', 'worklist.list'],
  'settings.changed': ['settings.read', 'worklist.list'],
  'link.changed': ['link.read'],
  'displays.changed': ['displays.read'],
  'hanging.changed': ['hanging.read', 'hanging.versions'],
};

/** Asks again for what an event says has changed. Answers a function that stops listening. */
export function followEvents(transport: Transport, queries: QueryClient): () => void {
  const stopEvents = transport.onEvent(({ event }) => {
    for (const name of staleAfter[event]) void queries.invalidateQueries({ queryKey: [name] });
  });
  const stopConnection = transport.onConnection((state) => {
    // Whatever was announced while nobody listened is unknown, so everything is asked again.
    if (state === 'connected') void queries.invalidateQueries();
  });
  return () => {
    stopEvents();
    stopConnection();
  };
}
