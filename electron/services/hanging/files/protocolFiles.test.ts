import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock, systemRandom } from '#electron/base/world.ts';
import { type Parser, startParser } from '#electron/parser/index.ts';
import { succeed } from '#shared/base/result.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { ownProtocol } from '#tests/fixtures/keptProtocol.ts';
import { readProtocolFile, writeProtocolFile } from '../index.ts';
import type { WrittenFile } from './writeProtocolFile.ts';

const world = { clock: systemClock, random: systemRandom };
let parser: Parser;
beforeAll(() => {
  parser = startParser({ clock: systemClock });
});
afterAll(() => parser.close());

async function written(protocols: readonly Protocol[], format: 'durbeen' | 'dicom' = 'durbeen') {
  const file = await writeProtocolFile(world, protocols, format);
  if (!file.ok) throw new Error(JSON.stringify(file.failure));
  return file.value;
}
async function read(bytes: Uint8Array, by: Pick<Parser, 'readProtocols'> = parser) {
  const file = await readProtocolFile(by, bytes);
  if (!file.ok) throw new Error(JSON.stringify(file.failure));
  return file.value;
}

it('what is written is read back as it was, whatever stands in it, and counts as unchanged', async () => {
  const protocols = [
    ownProtocol({ name: 'سینہ، „Lunge“ \\ "\n\u2028', description: 'b'.repeat(2_000) }),
    ownProtocol({ id: 'site.ct', level: 'site', enabled: false, version: 7, basedOn: 'builtin.ct-chest' }),
  ];
  const { bytes, fileName, problems } = await written(protocols);
  expect([fileName, problems]).toEqual(['hanging-protocols.json', []]);
  expect(await read(bytes)).toEqual({ protocols, problems: [] });
});

it('one character changed by hand is said, and the protocol is taken', async () => {
  const { bytes, fileName } = await written([ownProtocol()]);
  expect(fileName).toBe('user.ct-chest.json');
  const changed = Buffer.from(Buffer.from(bytes).toString('utf8').replace('lung first', 'lung last'), 'utf8');
  expect(await read(changed)).toEqual({
    protocols: [ownProtocol({ name: 'CT chest, lung last' })],
    problems: [{ code: 'changedByHand', isRefusal: false }],
  });
});

it('a shipped one becomes the reader’s own, made from it', async () => {
  const shipped = ownProtocol({ id: 'builtin.ct-chest', level: 'builtin', version: 4 });
  const { protocols, problems } = await read((await written([shipped])).bytes);
  expect(protocols).toEqual([
    { ...shipped, id: 'user.ct-chest', level: 'user', basedOn: 'builtin.ct-chest', basedOnVersion: 4 },
  ]);
  expect(problems).toEqual([{ code: 'wasShipped', where: 'builtin.ct-chest', isRefusal: false }]);
  const pretending = await read((await written([ownProtocol({ level: 'builtin' })])).bytes);
  expect(pretending.protocols).toEqual([ownProtocol()]);
});

it('one that would stand in no list, and turn a shipped one off, is not taken', async () => {
  const hiding = ownProtocol({ id: 'switch.mg-screen', basedOn: 'builtin.mg-screen', enabled: false });
  const { protocols, problems } = await read((await written([hiding, ownProtocol()])).bytes);
  expect(protocols).toEqual([ownProtocol()]);
  expect(problems).toEqual([{ code: 'hidden', where: 'switch.mg-screen', isRefusal: true }]);
});

it('a protocol with a UID in it leaves in no file, of whichever kind', async () => {
  const named = ownProtocol({
    id: 'user.one-patient',
    match: { study: [{ facet: 'description', op: 'ne', value: 'see 1.2.840.113619.2.55.3' }] },
  });
  const { bytes, problems } = await written([named, ownProtocol({ name: 'Version 1.2.3.4' })]);
  expect(problems).toEqual([{ code: 'holdsUid', where: 'user.one-patient', isRefusal: true }]);
  expect(Buffer.from(bytes).toString()).not.toContain('840');
  expect((await read(bytes)).protocols).toEqual([ownProtocol({ name: 'Version 1.2.3.4' })]);
  expect(await written([named], 'dicom')).toMatchObject({ bytes: new Uint8Array(), problems: [{ code: 'holdsUid' }] });
});

it.each([
  ['in the name', ownProtocol({ name: 'Noor^Amina' })],
  ['in the description', ownProtocol({ description: 'as for MRN 0012345' })],
  ['as a day of birth', ownProtocol({ description: 'born 14.05.1971' })],
  ['by two words of a name that is known', ownProtocol({ name: 'Chest of Amina Noor' })],
  ['by a number that is known', ownProtocol({ description: 'X-4711' })],
])('a protocol that names a patient %s leaves in no file', async (_where, named) => {
  const persons = [{ names: ['Noor^Amina'], numbers: ['X-4711'] }];
  for (const format of ['durbeen', 'dicom'] as const) {
    const { value } = (await writeProtocolFile(world, [named], format, persons)) as { value: WrittenFile };
    expect(value).toMatchObject({ problems: [{ code: 'namesPerson', isRefusal: true }] });
    expect(value.bytes).toHaveLength(0);
  }
});

it('one word of a name is said and written; what ships is written without a word', async () => {
  const persons = [{ names: ['Noor^Amina'], numbers: [] }];
  const { value } = (await writeProtocolFile(world, [ownProtocol({ name: 'Amina' })], 'durbeen', persons)) as {
    value: WrittenFile;
  };
  expect(value.problems).toEqual([{ code: 'mayNamePerson', isRefusal: false }]);
  expect((await read(value.bytes)).protocols).toEqual([ownProtocol({ name: 'Amina' })]);
  expect((await written(shippedProtocols)).problems).toEqual([]);
});

it('a DICOM object holds one protocol, and gives it back', async () => {
  const { bytes, fileName } = await written([ownProtocol()], 'dicom');
  expect([fileName, Buffer.from(bytes.subarray(128, 132)).toString()]).toEqual(['user.ct-chest.dcm', 'DICM']);
  expect((await read(bytes)).protocols).toEqual([ownProtocol()]);
  expect(await writeProtocolFile(world, [ownProtocol(), ownProtocol({ id: 'user.b' })], 'dicom')).toMatchObject({
    failure: { code: 'InvalidInput' },
  });
});

it('what comes back from the process that reads files is not believed', async () => {
  const lying = {
    readProtocols: () =>
      Promise.resolve(
        succeed({
          protocols: ['{"id":', JSON.stringify({ ...ownProtocol(), level: 'god' }), JSON.stringify(ownProtocol())],
          problems: [{ code: 'x'.repeat(1_000) as 'sameId', isRefusal: true }],
        }),
      ),
  };
  const refusal = { code: 'notAsAgreed', isRefusal: true };
  expect(await read(Buffer.from('{}'), lying)).toEqual({ protocols: [ownProtocol()], problems: [refusal, refusal] });
});
