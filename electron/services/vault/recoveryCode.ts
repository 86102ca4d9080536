import { fail, type Result, succeed } from '#shared/base/result.ts';

/** Crockford's alphabet: no I, L, O or U, so that what is written by hand is read back right. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groupCount = 7;
const charactersPerGroup = 4;

/** How many random bytes a code is made of; 140 of their 144 bits are used. */
export const recoveryCodeBytes = 18;

/**
 * A code to print: seven groups of five characters. The fifth of each group checks the other four and the group's
 * place, so that a slip of the pen is found and its group is named.
 */
export function writeRecoveryCode(random: Uint8Array): string {
  if (random.length !== recoveryCodeBytes) throw new RangeError(`A recovery code needs ${recoveryCodeBytes} bytes.`);
  let bits = random.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
  const groups: string[] = [];
  for (let group = 0; group < groupCount; group += 1) {
    const values: number[] = [];
    for (let index = 0; index < charactersPerGroup; index += 1) {
      values.push(Number(bits & 31n));
      bits >>= 5n;
    }
    groups.push([...values, checkOf(values, group)].map((value) => alphabet.charAt(value)).join(''));
  }
  return groups.join('-');
}

export interface RecoveryCodeFailure {
  readonly code: 'RecoveryCodeWrong';
  /** `group` counts from 1. */
  readonly details: { readonly reason: 'length' | 'character' | 'typo'; readonly group?: number };
}

/** What a person typed as the one spelling that opens; capitals, blanks, dashes and the letters O, I, L do not matter. */
export function readRecoveryCode(typed: string): Result<string, RecoveryCodeFailure> {
  const text = typed
    .toUpperCase()
    .replace(/[\s\-‐-―]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const length = charactersPerGroup + 1;
  const groups: string[] = [];
  for (let group = 0; group * length < text.length; group += 1) {
    const part = text.slice(group * length, (group + 1) * length);
    const values = [...part].map((character) => alphabet.indexOf(character));
    if (values.includes(-1)) return wrong('character', group);
    if (part.length === length && checkOf(values.slice(0, -1), group) !== values.at(-1)) return wrong('typo', group);
    groups.push(part);
  }
  if (text.length !== groupCount * length) return fail({ code: 'RecoveryCodeWrong', details: { reason: 'length' } });
  return succeed(groups.join('-'));
}

function wrong(reason: 'character' | 'typo', group: number): Result<never, RecoveryCodeFailure> {
  return fail({ code: 'RecoveryCodeWrong', details: { reason, group: group + 1 } });
}

/**
 * A sum in the field of 32 elements, each place with a factor of its own: any one wrong character and any two exchanged
 * ones change it.
 */
function checkOf(values: readonly number[], group: number): number {
  let sum = group + 1;
  for (const value of values) sum = timesTwo(sum) ^ value;
  return timesTwo(sum);
}

/** In GF(32) modulo x^5 + x^2 + 1. */
function timesTwo(value: number): number {
  const doubled = value << 1;
  return doubled & 32 ? doubled ^ 0b100101 : doubled;
}
