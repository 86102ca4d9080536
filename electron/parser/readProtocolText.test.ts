import { describe, expect, it } from 'vitest';
import { mostProtocolFileBytes } from '#shared/contract/hanging.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { ownProtocol } from '#tests/fixtures/keptProtocol.ts';
import { readProtocolText } from './readProtocolText.ts';

const bytesOf = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value), 'utf8');
const fileOf = (protocols: unknown, more: Record<string, unknown> = {}) =>
  bytesOf({ format: 'durbeen.hanging-protocols', schemaVersion: 1, protocols, ...more });
const read = (bytes: Uint8Array) => {
  const { protocols, problems } = readProtocolText(bytes);
  return { protocols: protocols.map((text) => JSON.parse(text) as Protocol), problems };
};
const codesOf = (bytes: Uint8Array) => readProtocolText(bytes).problems.map(({ code }) => code);
const [stage] = ownProtocol().stages;

describe('a file as a whole', () => {
  it.each([
    ['tooLarge', Buffer.alloc(mostProtocolFileBytes + 1, 0x20)],
    ['notText', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['notProtocols', Buffer.alloc(0)],
    ['notProtocols', bytesOf('{"format":"durbeen.hanging-protocols","protocols":[')],
    ['notProtocols', bytesOf('null')],
    ['notProtocols', bytesOf([ownProtocol()])],
    ['notProtocols', bytesOf({ protocols: [ownProtocol()] })],
    ['notProtocols', fileOf({ length: 1, 0: ownProtocol() })],
    ['notProtocols', bytesOf('{"__proto__":{"format":"durbeen.hanging-protocols","protocols":[]}}')],
    ['newerProgram', fileOf([ownProtocol()], { schemaVersion: 2 })],
    ['tooMany', fileOf(Array.from({ length: 501 }, () => 0))],
    ['tooDeep', bytesOf('['.repeat(2_000_000) + ']'.repeat(2_000_000))],
    ['tooDeep', fileOf([ownProtocol()], { more: JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`) as unknown })],
  ])('%s is refused whole', (code, bytes) => {
    expect(readProtocolText(bytes)).toEqual({ protocols: [], problems: [{ code, isRefusal: true }] });
  });

  it('braces within words are no depth', () => {
    const protocol = ownProtocol({ name: `${'[{'.repeat(90)} \\" "` });
    expect(read(fileOf([protocol])).protocols).toEqual([protocol]);
  });

  it('one protocol by itself is a file too', () => {
    expect(read(bytesOf(ownProtocol()))).toEqual({ protocols: [ownProtocol()], problems: [] });
  });

  it('nothing but protocols is taken: corrections beside them are left out, and that is said', () => {
    const file = fileOf([ownProtocol()], { corrections: [{ seriesInstanceUID: '1.2.3' }] });
    expect(read(file)).toEqual({
      protocols: [ownProtocol()],
      problems: [
        { code: 'leftOut', where: 'corrections', isRefusal: false },
        { code: 'notSealed', isRefusal: false },
      ],
    });
  });
});

describe('its digest', () => {
  // Of the canonical text, by another program: printf '[{"a":1,"b":[true,null,"\u00e9"]}]' | sha256sum
  const other = { b: [true, null, 'é'], a: 1 };
  const sha256 = 'b85983848644f96638d6f239837fc9fed11d32224cf53d118b4e52f43d89397a';

  it('is of the canonical text, whatever the order of the keys and the blanks', () => {
    expect(codesOf(bytesOf(JSON.stringify(JSON.parse(fileOf([other], { sha256 }).toString()), null, 4)))).toEqual([
      'notAsAgreed',
    ]);
  });

  it('tells that a file was changed, and the file is taken all the same', () => {
    const file = fileOf([ownProtocol()], { sha256 });
    expect(read(file)).toEqual({
      protocols: [ownProtocol()],
      problems: [{ code: 'changedByHand', isRefusal: false }],
    });
    expect(codesOf(fileOf([ownProtocol()], { sha256: 7 }))).toEqual(['changedByHand']);
  });
});

describe('each protocol for itself', () => {
  const bad = (change: object) => ({ ...ownProtocol(), ...change, id: 'user.bad' });
  it.each<[string, unknown, object]>([
    ['no object', 7, { code: 'notAsAgreed', where: '#2' }],
    ['a key that nobody knows', bad({ script: 'x' }), { code: 'notAsAgreed', where: 'user.bad' }],
    ['a version as text', bad({ version: '1' }), { code: 'notAsAgreed', detail: 'version' }],
    ['a number without end', JSON.parse('{"id":"user.bad","version":1e999}'), { code: 'notAsAgreed' }],
    ['a list that is too long', bad({ tags: Array.from({ length: 100_000 }, () => 'a') }), { detail: 'tags' }],
    [
      'a name that every object has',
      bad({ selectors: { constructor: { rules: [] } } }),
      { code: 'notAsAgreed', where: 'user.bad' },
    ],
    ['a selector that is not there', bad({ stages: [stage, stage], selectors: {} }), { code: 'danglingSelector' }],
    [
      'a pattern that looks back',
      bad({ match: { study: [{ facet: 'description', op: 'regex', value: '(?<=a)b' }] } }),
      { code: 'badPattern', where: 'user.bad', detail: 'match.study.0' },
    ],
    ['the id of another', ownProtocol({ name: 'Second of its name' }), { code: 'sameId', where: 'user.ct-chest' }],
  ])('%s is left out with its reason, and the rest is taken', (_name, value, problem) => {
    const { protocols, problems } = read(fileOf([ownProtocol(), value, ownProtocol({ id: 'user.third' })], {}));
    expect(protocols.map(({ id }) => id)).toEqual(['user.ct-chest', 'user.third']);
    const [first] = problems.filter(({ code }) => code !== 'notSealed');
    expect(first).toMatchObject({ ...problem, isRefusal: true });
  });

  it('a prototype as a key is no selector, and changes no object', () => {
    const text = JSON.stringify(ownProtocol()).replace('"selectors":{', '"selectors":{"__proto__":{"polluted":true},');
    const { protocols } = read(bytesOf(`{"format":"durbeen.hanging-protocols","protocols":[${text}]}`));
    expect(protocols).toEqual([ownProtocol()]);
    expect(Object.hasOwn(protocols[0]?.selectors ?? {}, '__proto__')).toBe(false);
    expect('polluted' in {}).toBe(false);
  });

  it('a pattern made to take for ever is read in time, and what is wrong with a file is told to an end', () => {
    const slow = ownProtocol({ match: { study: [{ facet: 'description', op: 'regex', value: '(a+)+$' }] } });
    expect(read(fileOf([slow])).protocols).toEqual([slow]);
    const { problems } = readProtocolText(fileOf(Array.from({ length: 500 }, (_, index) => ({ id: `x${index}` }))));
    expect(problems).toHaveLength(100);
    const long = readProtocolText(fileOf([{ id: 'x'.repeat(100_000) }]));
    expect(long.problems.at(-1)?.where).toHaveLength(200);
  });
});
