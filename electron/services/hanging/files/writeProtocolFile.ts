import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { World } from '#electron/base/world.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { type ImportProblem, mostProtocolFileBytes } from '#shared/contract/hanging.ts';
import { freeTextsOf, namesPerson, type PersonNamed } from '#shared/hanging/personalWords.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { canonicalText, protocolFileFormat, protocolFileVersion } from '#shared/hanging/protocolFile.ts';
import { writeHangingProtocolObject } from '../dicom/writeHangingProtocolObject.ts';

/** Empty bytes where nothing could be written; `problems` say why. */
export interface WrittenFile {
  readonly bytes: Uint8Array;
  /** Made of ids alone. */
  readonly fileName: string;
  readonly problems: readonly ImportProblem[];
}

/** A UID names an object of one patient, and no protocol needs one: six numbers and more, with dots between them. */
const uid = /(?<![\d.])\d+(?:\.\d+){5,}/;

/** A name as DICOM writes it (PS3.5 §6.2), or a number as long as patients and days of birth have. */
const looksPersonal =
  /\p{L}\^\p{L}|(?<![\d.,])\d{6,}(?![\d.,]\d)|\b(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})\b/u;

/**
 * The file by which protocols are handed on: Durbeen's own for any number of them, a DICOM object for one (`InvalidInput`
 * else). A protocol is left out, and that is said, in which a UID stands, or whose texts have a name as DICOM writes it, a
 * date or a long number, or two words of the name, or a number, of one of `persons`. Of one word of theirs, which may as
 * well be that of a thing, it is only said that it may be. Names of others are not known here, and are not looked for.
 */
export async function writeProtocolFile(
  world: Pick<World, 'clock' | 'random'>,
  protocols: readonly Protocol[],
  format: 'durbeen' | 'dicom',
  persons: readonly PersonNamed[] = [],
): Promise<Result<WrittenFile, Failure>> {
  const texts = new Map<Protocol, string>();
  const problems: ImportProblem[] = [];
  for (const protocol of protocols) {
    await nextTurn();
    const text = canonicalText(protocol);
    const problem = uid.test(text) ? ({ code: 'holdsUid', isRefusal: true } as const) : personalIn(protocol, persons);
    // An id is made of the name: where that names somebody, it does too.
    if (problem) problems.push({ ...problem, ...(problem.code === 'holdsUid' && { where: protocol.id }) });
    if (!problem?.isRefusal) texts.set(protocol, text);
  }
  const [first, ...others] = texts.keys();
  if (!first) return succeed({ bytes: new Uint8Array(), fileName: 'hanging-protocols.json', problems });
  const name = others.length > 0 ? 'hanging-protocols' : first.id;
  if (format === 'durbeen') return succeed(await ownFile(texts, `${name}.json`, problems));
  if (protocols.length > 1) return fail(failureOf('InvalidInput', { reason: 'oneProtocolOnly' }));
  const object = writeHangingProtocolObject(world, first);
  return succeed({ bytes: object.bytes, fileName: `${name}.dcm`, problems: [...object.problems] });
}

/** Lines that a person can read and change, and a digest that says whether one did; no blanks where it would be too large. */
async function ownFile(
  texts: ReadonlyMap<Protocol, string>,
  fileName: string,
  problems: readonly ImportProblem[],
): Promise<WrittenFile> {
  // The canonical text of the list, which was made in parts.
  const sha256 = createHash('sha256')
    .update(`[${[...texts.values()].join(',')}]`, 'utf8')
    .digest('hex');
  const file = { format: protocolFileFormat, schemaVersion: protocolFileVersion, protocols: [...texts.keys()], sha256 };
  for (const blanks of [1, 0]) {
    await nextTurn();
    const bytes = Buffer.from(`${JSON.stringify(file, null, blanks)}\n`, 'utf8');
    if (bytes.length <= mostProtocolFileBytes) return { bytes, fileName, problems };
  }
  return { bytes: new Uint8Array(), fileName, problems: [...problems, { code: 'tooLarge', isRefusal: true }] };
}

type Personal = { readonly code: 'namesPerson' | 'mayNamePerson'; readonly isRefusal: boolean };

function personalIn(protocol: Protocol, persons: readonly PersonNamed[]): Personal | undefined {
  const texts = [...freeTextsOf(protocol).map(({ text }) => text), protocol.id.replace(/[._-]/g, ' ')];
  const named = namesPerson(texts, persons);
  if (named === 'certain' || texts.some((text) => looksPersonal.test(text))) {
    return { code: 'namesPerson', isRefusal: true };
  }
  return named && { code: 'mayNamePerson', isRefusal: false };
}
