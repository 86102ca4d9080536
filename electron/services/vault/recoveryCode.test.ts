import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRecoveryCode, recoveryCodeBytes, writeRecoveryCode } from './recoveryCode.ts';

const code = fc.uint8Array({ minLength: recoveryCodeBytes, maxLength: recoveryCodeBytes }).map(writeRecoveryCode);
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

it('is read back as it was written, however it is typed', () => {
  fc.assert(
    fc.property(code, (written) => {
      expect(written).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){6}[0-9A-HJKMNP-TV-Z]{5}$/);
      const typed = written.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
      expect(readRecoveryCode(typed)).toEqual({ ok: true, value: written });
    }),
  );
});

it('one wrong character is found and its group named', () => {
  fc.assert(
    fc.property(code, fc.nat(34), fc.integer({ min: 1, max: 31 }), (written, place, step) => {
      const characters = [...written.replaceAll('-', '')];
      characters[place] = alphabet[(alphabet.indexOf(characters[place]!) + step) % 32]!;
      const group = Math.floor(place / 5) + 1;
      expect(readRecoveryCode(characters.join(''))).toEqual({
        ok: false,
        failure: { code: 'RecoveryCodeWrong', details: { reason: 'typo', group } },
      });
    }),
  );
});

it('two neighbours exchanged, and two groups exchanged, are found', () => {
  fc.assert(
    fc.property(code, fc.nat(6), fc.nat(3), (written, group, place) => {
      const groups = written.split('-');
      const one = [...groups[group]!];
      fc.pre(one[place] !== one[place + 1]);
      [one[place], one[place + 1]] = [one[place + 1]!, one[place]!];
      expect(readRecoveryCode(groups.with(group, one.join('')).join('-')).ok).toBe(false);
      const next = (group + 1) % 7;
      expect(readRecoveryCode(groups.with(group, groups[next]!).with(next, groups[group]!).join('-')).ok).toBe(false);
    }),
  );
});

it('tells what is too short and what cannot be a character of it', () => {
  const written = writeRecoveryCode(new Uint8Array(recoveryCodeBytes).fill(9));
  expect(readRecoveryCode(written.slice(0, -1))).toMatchObject({ failure: { details: { reason: 'length' } } });
  expect(readRecoveryCode(written.replace(/^./, 'U'))).toMatchObject({
    failure: { details: { reason: 'character', group: 1 } },
  });
});
