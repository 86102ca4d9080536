import { createHash } from 'node:crypto';
import { mostProtocolFileBytes } from '#shared/contract/hanging.ts';
import type { ExchangeProblem } from '#shared/hanging/exchange/exchangeProblem.ts';
import { type ProtocolProblem, protocolProblems } from '#shared/hanging/problems.ts';
import { mostOfProtocol, type Protocol, protocolSchema } from '#shared/hanging/protocol.ts';
import {
  canonicalText,
  deepestInFile,
  type FileProblemCode,
  isDeeperThan,
  mostInFile,
  mostPatternsInFile,
  protocolFileFormat,
  protocolFileVersion,
} from '#shared/hanging/protocolFile.ts';
import { patternsOf } from '#shared/hanging/sizeProblems.ts';
import { looksLikeObject, readHangingObject } from './readHangingObject.ts';

/** What could not be taken of a file, or was found of it; `code` is one of our own words. */
interface ProtocolFileProblem {
  readonly code: FileProblemCode | ProtocolProblem['code'] | ExchangeProblem['code'];
  readonly where?: string;
  readonly detail?: string;
  readonly isRefusal: boolean;
}

export interface ProtocolText {
  /** JSON of each protocol that is one by its form, no two of one id. */
  readonly protocols: readonly string[];
  readonly problems: readonly ProtocolFileProblem[];
}

/** More of a file's problems than this are no help. */
const mostProblems = 100;
/** Of one protocol. */
const mostOfOne = 5;
const longestWhere = 200;

/** Reads a file of protocols as Durbeen writes them, one protocol by itself, or a DICOM object of one. Never throws. */
export function readProtocolText(bytes: Uint8Array): ProtocolText {
  if (bytes.length > mostProtocolFileBytes) return refused('tooLarge');
  if (looksLikeObject(bytes)) return readHangingObject(bytes);
  const text = textIn(bytes);
  if (text === undefined) return refused('notText');
  if (isDeeperThan(text, deepestInFile)) return refused('tooDeep');
  const file = parseJson(text);
  if (!isObject(file)) return refused('notProtocols');
  const isOne = !Object.hasOwn(file, 'protocols') && Object.hasOwn(file, 'selectors');
  const list: unknown = isOne ? [file] : file['protocols'];
  if (!Array.isArray(list) || (!isOne && file['format'] !== protocolFileFormat)) return refused('notProtocols');
  const version: unknown = file['schemaVersion'];
  if (typeof version === 'number' && version > protocolFileVersion) return refused('newerProgram');
  if (list.length > mostInFile) return refused('tooMany');
  return readList(list as readonly unknown[], isOne ? [] : envelopeProblems(file, list));
}

function envelopeProblems(file: Record<string, unknown>, list: readonly unknown[]): ProtocolFileProblem[] {
  const named = new Set(['format', 'schemaVersion', 'protocols', 'sha256']);
  const unknown = Object.keys(file).filter((name) => !named.has(name));
  // What stands beside protocols, corrections of somebody's series for one, is nobody's to bring in.
  const leftOut = unknown.slice(0, 5).map((name) => said('leftOut', false, name));
  const written = file['sha256'];
  if (written === undefined) return [...leftOut, said('notSealed', false)];
  return written === digestOfProtocols(list) ? leftOut : [...leftOut, said('changedByHand', false)];
}

function readList(list: readonly unknown[], found: readonly ProtocolFileProblem[]): ProtocolText {
  const problems = [...found];
  const protocols = new Map<string, string>();
  const patterns = new Set<string>();
  for (const [index, value] of list.entries()) {
    const parsed = protocolSchema.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const path = (issue?.path ?? []).map(String).join('.');
      problems.push(said('notAsAgreed', true, nameOf(value, index), path === '' ? issue?.code : path));
      continue;
    }
    const refused = refusalsOf(parsed.data, patterns);
    problems.push(...refused);
    if (refused.length > 0) continue;
    if (protocols.has(parsed.data.id)) problems.push(said('sameId', true, parsed.data.id));
    else protocols.set(parsed.data.id, JSON.stringify(parsed.data satisfies Protocol));
  }
  if (list.length === 0) problems.push(said('empty', true));
  return { protocols: [...protocols.values()], problems: problems.slice(0, mostProblems) };
}

/** Reading patterns is what takes time: beyond so many of a file, they are not read, whatever the protocol is. */
function refusalsOf(protocol: Protocol, patterns: Set<string>): readonly ProtocolFileProblem[] {
  const own = patternsOf(protocol);
  if (own.size <= mostOfProtocol.patterns) {
    if (new Set([...patterns, ...own]).size > mostPatternsInFile) return [said('tooManyPatterns', true, protocol.id)];
    for (const pattern of own) patterns.add(pattern);
  }
  const refused = protocolProblems(protocol).filter(({ isRefusal }) => isRefusal);
  return refused.slice(0, mostOfOne).map(({ code, where }) => said(code, true, protocol.id, where));
}

/** SHA-256 of the protocols' canonical text: whether a file is as it was written, not by whom. */
function digestOfProtocols(list: readonly unknown[]): string {
  return createHash('sha256').update(canonicalText(list), 'utf8').digest('hex');
}

function nameOf(value: unknown, index: number): string {
  const id: unknown = isObject(value) && Object.hasOwn(value, 'id') ? value['id'] : undefined;
  return typeof id === 'string' && id !== '' ? id : `#${index + 1}`;
}

function refused(code: FileProblemCode): ProtocolText {
  return { protocols: [], problems: [said(code, true)] };
}

function said(
  code: ProtocolFileProblem['code'],
  isRefusal: boolean,
  where?: string,
  detail?: string,
): ProtocolFileProblem {
  return {
    code,
    isRefusal,
    ...(where !== undefined && { where: where.slice(0, longestWhere) }),
    ...(detail !== undefined && { detail: detail.slice(0, longestWhere) }),
  };
}

function textIn(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
