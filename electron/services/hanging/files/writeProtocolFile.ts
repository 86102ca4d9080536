import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ImportProblem, mostProtocolFileBytes } from '#shared/contract/hanging.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { canonicalText, protocolFileFormat, protocolFileVersion } from '#shared/hanging/protocolFile.ts';

export interface WrittenFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
  readonly problems: ImportProblem[];
}

/** A UID names an object of one patient, and no protocol needs one: six numbers and more, with dots between them. */
const uid = /(?<![\d.])\d+(?:\.\d+){5,}/;

/**
 * Durbeen's own file: lines that a person can read and change, and a digest that says whether one did. Without blanks where
 * it would be too large to be read back. A protocol in which a UID stands is left out, and that is said.
 */
export async function writeProtocolFile(protocols: readonly Protocol[]): Promise<WrittenFile> {
  const problems: ImportProblem[] = [];
  const taken: Protocol[] = [];
  const texts: string[] = [];
  for (const protocol of protocols) {
    await nextTurn();
    const text = canonicalText(protocol);
    if (uid.test(text)) problems.push({ code: 'holdsUid', where: protocol.id, isRefusal: true });
    else {
      taken.push(protocol);
      texts.push(text);
    }
  }
  // The canonical text of the list, made in parts.
  const sha256 = createHash('sha256')
    .update(`[${texts.join(',')}]`, 'utf8')
    .digest('hex');
  const file = { format: protocolFileFormat, schemaVersion: protocolFileVersion, protocols: taken, sha256 };
  await nextTurn();
  const bytesOf = (blanks: number) => Buffer.from(`${JSON.stringify(file, null, blanks)}\n`, 'utf8');
  const fits = ({ length }: Uint8Array) => length <= mostProtocolFileBytes;
  const legible = bytesOf(1);
  const fitting = fits(legible) ? legible : [bytesOf(0)].find(fits);
  const fileName = `${taken.length === 1 ? taken[0]?.id : 'hanging-protocols'}.json`;
  if (fitting) return { bytes: fitting, fileName, problems };
  return { bytes: new Uint8Array(), fileName, problems: [...problems, { code: 'tooLarge', isRefusal: true }] };
}
