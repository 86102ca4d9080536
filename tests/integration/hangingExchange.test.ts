/** Hanging Protocol objects as files: read by a program that is not ours, read back, damaged, and by the standard's own example. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePart10 } from '#electron/base/dicom/part10.ts';
import { systemClock, systemRandom } from '#electron/base/world.ts';
import { startParser } from '#electron/parser/index.ts';
import { readHangingObject } from '#electron/parser/readHangingObject.ts';
import { writeHangingProtocolObject } from '#electron/services/hanging/index.ts';
import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { hangingProtocolDataset } from '#shared/hanging/exchange/hangingProtocolDataset.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { chestHangingProtocol } from '#tests/fixtures/chestHangingProtocol.ts';
import { ensureDebianTools } from '#tests/fixtures/debianTools.ts';

const run = promisify(execFile);
const tools = await ensureDebianTools({ dciodvfy: 'dicom3tools' });
const world = { clock: systemClock, random: systemRandom };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'durbeen-hp-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Findings of dciodvfy that the standard says otherwise of; each as narrow as it can be. */
const knownFalse: readonly { readonly finding: RegExp; readonly because: string }[] = [
  {
    finding:
      /^Error - <\/HangingProtocolDefinitionSequence\(0072,000c\)\[\d+\]\/(Modality\(0008,0060\)|AnatomicRegionSequence\(0008,2218\))> - Attribute present when condition unsatisfied/,
    because: 'PS3.3 C.23.1: each is required where the other is absent, and may be present otherwise',
  },
  {
    finding:
      /^Error - <\/DisplaySetsSequence\(0072,0200\)\[\d+\]\/FilterOperationsSequence\(0072,0400\)\[\d+\]\/FilterByOperator\(0072,0406\)> - (Attribute present when condition unsatisfied|Missing attribute for Type 1C Conditional)/,
    because:
      "PS3.3 C.23.3: required with a category, or with a selector attribute where no presence is asked; the tool asks for it with a presence, and finds fault with the standard's own example (PS3.17 V.3.3)",
  },
];

async function errorsOf(dataset: Uint8Array, name: string): Promise<readonly string[]> {
  const file = join(folder, `${name}.dcm`);
  await writeFile(file, dataset);
  const said = await run('dciodvfy', ['-new', file]).then(
    ({ stderr }) => stderr,
    (error: unknown) => (error as { stderr?: string }).stderr ?? '',
  );
  expect(said).toMatch(/^HangingProtocol$/m);
  return said
    .split('\n')
    .filter((line) => /^(Error|Abort)/.test(line) && !knownFalse.some(({ finding }) => finding.test(line)));
}

describe.runIf(tools.dciodvfy)('dciodvfy', () => {
  it.each(shippedProtocols.map((protocol) => [protocol.id, protocol] as const))(
    'finds no error in %s',
    async (id, protocol) => {
      expect(await errorsOf(writeHangingProtocolObject(world, protocol).bytes, id)).toEqual([]);
    },
  );

  it('finds in the example of the standard only what a file has to have and no example names', async () => {
    expect(await errorsOf(writePart10(chestHangingProtocol()), 'example')).toEqual([]);
  });

  it('does find one in an object that is broken on purpose', async () => {
    const [protocol] = shippedProtocols;
    if (!protocol) throw new Error('no protocol');
    const { dataset } = hangingProtocolDataset(protocol, { sopInstanceUID: '2.25.1', createdAt: '20261122131500' });
    const { '00720014': _priors, ...broken } = dataset;
    expect(await errorsOf(writePart10(broken), 'broken')).toEqual([
      expect.stringContaining('NumberOfPriorsReferenced'),
    ]);
  });
});

describe('files of objects', () => {
  it.each(shippedProtocols.map((protocol) => [protocol.id, protocol] as const))(
    '%s is read back as it was',
    (_, protocol) => {
      const { protocols, problems } = readHangingObject(writeHangingProtocolObject(world, protocol).bytes);
      expect(protocols.map((text) => JSON.parse(text) as unknown)).toEqual([protocol]);
      expect(problems).toEqual([]);
    },
  );

  it('are read in a process of its own, names in their script', async () => {
    const [first] = shippedProtocols;
    if (!first) throw new Error('no protocol');
    const named = { ...first, id: 'user.khan.sina', level: 'user' as const, name: 'سینہ PA\\lat', owner: 'خان' };
    const parser = startParser({ clock: systemClock });
    const read = await parser.readProtocols(writeHangingProtocolObject(world, named).bytes);
    await parser.close();
    expect(read.ok && read.value.protocols.map((text) => JSON.parse(text) as unknown)).toEqual([named]);
  });

  it('of 250 boxes are written and read back in a second, and of more not at all', () => {
    const [first] = shippedProtocols;
    const stage = first?.stages[0];
    if (!first || !stage) throw new Error('no protocol');
    const [selector = ''] = Object.keys(first.selectors);
    const viewports = Array.from({ length: 50 }, (_, index) => ({ id: `b${index}`, layers: [{ selector }] }));
    const full = { name: 'full', screens: [{ role: 'any' as const, grid: { rows: 8, cols: 8 }, viewports }] };
    const large = {
      ...first,
      id: 'user.large',
      level: 'user' as const,
      stages: Array.from({ length: 5 }, () => full),
    };
    const from = performance.now();
    const { bytes, problems } = writeHangingProtocolObject(world, large);
    const read = readHangingObject(bytes);
    expect(performance.now() - from).toBeLessThan(1_000);
    expect(problems.length).toBeLessThanOrEqual(300);
    expect(read.protocols.map((text) => JSON.parse(text) as unknown)).toEqual([large]);
    const larger = { ...large, stages: [...large.stages, full] };
    expect(writeHangingProtocolObject(world, larger)).toEqual({
      bytes: new Uint8Array(),
      problems: [{ code: 'tooManyBoxes', where: 'user.large', isRefusal: true }],
    });
  });

  it('are read where an archive keeps them in implicit VR', () => {
    const [protocol] = shippedProtocols;
    if (!protocol) throw new Error('no protocol');
    const { dataset } = hangingProtocolDataset(protocol, { sopInstanceUID: '2.25.1', createdAt: '20261122131500' });
    const { protocols } = readHangingObject(implicitFile(dataset));
    expect(protocols.map((text) => JSON.parse(text) as unknown)).toEqual([protocol]);
  });

  it('are refused or read, and never thrown over, cut or scribbled on anywhere', () => {
    const whole = writeHangingProtocolObject(
      world,
      shippedProtocols[0] ??
        (() => {
          throw new Error('none');
        })(),
    ).bytes;
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, byte, cut) => {
        const bytes = cut ? whole.slice(0, at) : whole.slice();
        if (!cut) bytes[at] = byte;
        const { protocols, problems } = readHangingObject(bytes);
        expect(protocols.length === 1 || problems.some(({ isRefusal }) => isRefusal)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('that nest sequences without end are refused', () => {
    const opened = Buffer.from('720020005351' + '0000ffffffff' + 'feff00e0ffffffff', 'hex');
    const head = writePart10(chestHangingProtocol()).subarray(0, 132);
    const meta = Buffer.from('02001000554914003' + '12e322e3834302e31303030382e312e322e3100', 'hex');
    const { protocols, problems } = readHangingObject(
      Buffer.concat([head, meta, ...Array.from({ length: 150_000 }, () => opened)]),
    );
    expect(protocols).toEqual([]);
    expect(problems).toEqual([{ code: 'objectDamaged', isRefusal: true }]);
  });
});

/** Implicit VR Little Endian, straight from PS3.5 section 7.1.3: what an archive may make of our file. */
function implicitFile(dataset: DicomDataset): Buffer {
  const syntax = Buffer.from('1.2.840.10008.1.2\0', 'latin1');
  const meta = Buffer.concat([Buffer.from([2, 0, 0x10, 0, 0x55, 0x49, syntax.length, 0]), syntax]);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), meta, implicitElements(dataset)]);
}

function implicitElements(dataset: DicomDataset): Buffer {
  const tags = Object.keys(dataset).sort();
  return Buffer.concat(
    tags.map((tag) => {
      const { vr, Value = [] } = dataset[tag] ?? { vr: 'UN' };
      const bytes =
        vr === 'SQ' ? Buffer.concat(Value.map((item) => implicitItem(item as DicomDataset))) : implicitValue(vr, Value);
      return Buffer.concat([tagBytes(tag), lengthBytes(bytes.length), bytes]);
    }),
  );
}

function implicitItem(item: DicomDataset): Buffer {
  const bytes = implicitElements(item);
  return Buffer.concat([tagBytes('FFFEE000'), lengthBytes(bytes.length), bytes]);
}

function implicitValue(vr: string, values: readonly unknown[]): Buffer {
  if (vr === 'US' || vr === 'SS')
    return Buffer.concat(values.map((value) => Buffer.from(Int16Array.of(Number(value)).buffer)));
  if (vr === 'FD') return Buffer.concat(values.map((value) => Buffer.from(Float64Array.of(Number(value)).buffer)));
  if (vr === 'AT') return Buffer.concat(values.map((value) => tagBytes(String(value))));
  const text = Buffer.from(values.map(String).join('\\'), 'utf8');
  return text.length % 2 === 0 ? text : Buffer.concat([text, Buffer.from(vr === 'UI' ? '\0' : ' ')]);
}

function tagBytes(tag: string): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16LE(Number.parseInt(tag.slice(0, 4), 16), 0);
  bytes.writeUInt16LE(Number.parseInt(tag.slice(4), 16), 2);
  return bytes;
}

function lengthBytes(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(length);
  return bytes;
}
