import { contract, type DurbeenContract, type ProcedureName } from '#shared/contract/index.ts';
import type { Client } from '#shared/contract/procedure.ts';
import type { Transport } from '#shared/contract/transport.ts';

/**
 * The host as typed functions: `client['reports.sign']({ … })`. Answers are not parsed again here: the host parses
 * them in development and tests, and both ends are of one build, which the handshake checks.
 */
export function createClient(transport: Transport): Client<DurbeenContract> {
  const names = Object.keys(contract) as ProcedureName[];
  const functions = names.map((name) => [
    name,
    (input: unknown, options?: { readonly signal?: AbortSignal }) => transport.call(name, input, options?.signal),
  ]);
  return Object.freeze(Object.fromEntries(functions)) as Client<DurbeenContract>;
}
