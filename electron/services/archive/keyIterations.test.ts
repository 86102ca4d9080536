import { expect, test } from 'vitest';
import { readClientCertificate } from './archiveRoute.ts';
import { keyIterationsOf } from './keyIterations.ts';

const lengthOf = (length: number): number[] => (length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff]);
const element = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
};
/** X.690 8.1.3.6: its end is two zeros. */
const endless = (tag: number, ...parts: Uint8Array[]): Buffer =>
  Buffer.concat([Buffer.from([tag, 0x80]), ...parts, Buffer.from([0, 0])]);
const sequence = (...parts: Uint8Array[]) => element(0x30, ...parts);
const integer = (value: number) => {
  const hex = value.toString(16);
  return element(0x02, Buffer.from(`${hex.length % 2 ? '0' : ''}${hex}`, 'hex'));
};
const salt = element(0x04, Buffer.from('a salt..'));
const dataOid = element(0x06, Buffer.from('2a864886f70d010701', 'hex'));
const parametersOf = (iterations: number) => sequence(dataOid, sequence(salt, integer(iterations)));
const sealedKey = (iterations: number) => sequence(parametersOf(iterations), element(0x04, Buffer.alloc(200, 7)));

/** As PKCS#12 nests it: key in an octet string in an octet string, MacData last. */
const file = (key: number, mac: number) =>
  sequence(
    integer(3),
    sequence(dataOid, element(0xa0, element(0x04, sequence(sequence(dataOid, element(0xa0, sealedKey(key))))))),
    sequence(sequence(sequence(dataOid), element(0x04, Buffer.alloc(32, 9))), salt, integer(mac)),
  );

test('counts what a PKCS#12 file has repeated: for its keys and for its MAC', () => {
  expect(keyIterationsOf(file(2048, 4096))).toBe(6144);
  expect(keyIterationsOf(sealedKey(600_000))).toBe(600_000);
  expect(keyIterationsOf(Buffer.from('no ASN.1 at all'))).toBe(0);
  expect(keyIterationsOf(Buffer.alloc(0))).toBe(0);
});

test('counts through lengths that are not said and octet strings in pieces (BER)', () => {
  const inner = sequence(parametersOf(5000));
  const pieces = endless(0x24, element(0x04, inner.subarray(0, 9)), element(0x04, inner.subarray(9)));
  expect(keyIterationsOf(endless(0x30, integer(3), endless(0xa0, pieces)))).toBe(5000);
});

test('an endless nesting ends, and a number too large for a count is none', () => {
  expect(keyIterationsOf(Buffer.alloc(40_000, Buffer.from([0x30, 0x80])))).toBe(0);
  const order = element(0x02, Buffer.alloc(32, 0x55));
  expect(keyIterationsOf(sequence(salt, order))).toBe(0);
});

test('F14 a key that would hold the host for minutes is refused before it is opened', () => {
  const reason = 'its passphrase is protected beyond reason';
  const refused = { ok: false, failure: { code: 'ClientCertificateInvalid', details: { reason } } };
  for (const sealed of [file(2_000_000_000, 2048), file(2048, 2_000_000_000), file(6_000_000, 6_000_000)]) {
    const content = sealed.toString('base64');
    expect(readClientCertificate({ form: 'pkcs12', content, passphrase: 'x' })).toMatchObject(refused);
  }
  const key = sealedKey(2_000_000_000).toString('base64');
  const content = `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${key}\n-----END ENCRYPTED PRIVATE KEY-----\n`;
  expect(readClientCertificate({ form: 'pem', content, passphrase: 'x' })).toMatchObject(refused);
});
