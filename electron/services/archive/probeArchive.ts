import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { RequestOptions } from './index.ts';
import { probeCompression } from './probeCompression.ts';
import type { ProbeNeeds } from './probeNeeds.ts';
import { probeRetrieve } from './probeRetrieve.ts';
import { probeSamples } from './probeSamples.ts';
import { probeSearch } from './probeSearch.ts';
import { probeServer } from './probeServer.ts';

/**
 * Finds out what an archive can do (link.md section 3.1): one request at a time, harmless ones first, nothing written.
 * What is found goes into the memory as it is found; ends at the first sign that the archive is not there.
 */
export async function probeArchive(needs: ProbeNeeds, signal: AbortSignal | undefined): Promise<Result<void, Failure>> {
  const options: RequestOptions = signal ? { lane: 'background', signal } : { lane: 'background' };
  const server = await probeServer(needs, options);
  if (!server.ok) return server;
  const search = await probeSearch(needs, options);
  if (!search.ok) return search;
  const samples = await probeSamples(needs, options);
  if (!samples.ok) return samples;
  const retrieve = await probeRetrieve(needs, samples.value, options);
  if (!retrieve.ok) return retrieve;
  if (needs.mayCompress) {
    const compression = await probeCompression(needs, samples.value, options);
    if (!compression.ok) return compression;
    needs.memory.learn({ compressionTriedAt: needs.clock.now() });
  }
  needs.memory.isContradicted = false;
  needs.memory.learn({ probedAt: needs.clock.now() });
  return succeed(undefined);
}
