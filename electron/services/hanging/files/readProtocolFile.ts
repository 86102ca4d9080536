import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Parser } from '#electron/parser/index.ts';
import type { Result } from '#shared/base/result.ts';
import { succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type ImportProblem, importProblem, mostProtocolFileBytes } from '#shared/contract/hanging.ts';
import { type Protocol, protocolSchema } from '#shared/hanging/protocol.ts';
import { type FileProblemCode, mostInFile } from '#shared/hanging/protocolFile.ts';
import { isSwitchId } from '#shared/hanging/protocolsInForce.ts';

export interface ReadProtocols {
  readonly protocols: Protocol[];
  readonly problems: ImportProblem[];
}

/** Problems of protocols beyond this are not told one by one. */
const mostProblems = 100;

/**
 * Reads a file that somebody handed on; keeps nothing. It is parsed in the process that may die of it, and what comes back
 * is not believed: each protocol is checked again here, one in each turn of the loop, so that nothing else waits for it.
 */
export async function readProtocolFile(
  parser: Pick<Parser, 'readProtocols'>,
  bytes: Uint8Array,
): Promise<Result<ReadProtocols, Failure>> {
  if (bytes.length > mostProtocolFileBytes) return succeed({ protocols: [], problems: [refusal('tooLarge')] });
  const read = await parser.readProtocols(bytes);
  if (!read.ok) return read;
  const protocols: Protocol[] = [];
  const problems = read.value.problems.flatMap((problem) => importProblem.safeParse(problem).data ?? []);
  for (const text of read.value.protocols.slice(0, mostInFile)) {
    await nextTurn();
    const protocol = protocolIn(text);
    if (!protocol) problems.push(refusal('notAsAgreed'));
    else if (isSwitchId(protocol.id)) problems.push({ ...refusal('hidden'), where: protocol.id });
    else {
      const { taken, problem } = asOwn(protocol);
      if (problem) problems.push(problem);
      protocols.push(taken);
    }
  }
  return succeed({ protocols, problems: problems.slice(0, mostProblems) });
}

/** A shipped protocol that was handed on becomes the reader's own, made from it: it takes no shipped one's place. */
function asOwn(protocol: Protocol): { readonly taken: Protocol; readonly problem?: ImportProblem } {
  const { id, level, version } = protocol;
  if (level !== 'builtin' && !id.startsWith('builtin.')) return { taken: protocol };
  const isShipped = id.startsWith('builtin.');
  const taken: Protocol = {
    ...protocol,
    id: isShipped ? `user.${id.slice('builtin.'.length)}` : id,
    level: 'user',
    ...(isShipped && { basedOn: id, basedOnVersion: version }),
  };
  return { taken, problem: { code: 'wasShipped', where: id, isRefusal: false } };
}

function protocolIn(text: string): Protocol | undefined {
  try {
    return protocolSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function refusal(code: FileProblemCode): ImportProblem {
  return { code, isRefusal: true };
}
