import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import type { World } from '#electron/base/world.ts';
import type { BodyToCome, FramePrefix } from '#electron/services/archive/index.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { drawnRadiograph, encodeHtj2k, htj2kRpcl } from '#tests/fixtures/encodeHtj2k.ts';
import { seededFractions } from '#tests/fixtures/testRandom.ts';
import { type Asking, closeParser, instanceOf, startAsking, uidOf } from './asking.ts';
import {
  type AskedRange,
  answersRanges,
  gzipped,
  type RangeManners,
  spoilRest,
  type WholeAnswer,
  withHeaders,
} from './rangeQuirks.ts';

const side = 1024;
const image = instanceOf({
  number: 1,
  transferSyntaxUID: htj2kRpcl,
  attributes: { Modality: ['CR'], Rows: [side], Columns: [side], AvailableTransferSyntaxUID: [htj2kRpcl] },
});
const address = {
  study: uidOf(1) as StudyInstanceUID,
  series: uidOf(1, 1) as SeriesInstanceUID,
  instance: uidOf(1, 1, 1) as SOPInstanceUID,
};

let stored: Uint8Array;
beforeAll(async () => {
  stored = await encodeHtj2k(drawnRadiograph(side));
});
afterAll(closeParser);

interface Ranged extends Asking {
  /** Bytes of bodies that came over the line. */
  readonly wireBytes: () => number;
  /** The Range and If-Range of every question for the frame. */
  readonly ranges: () => readonly string[];
  readonly prefix: () => Promise<FramePrefix | undefined>;
}

async function startRanged(
  manners: RangeManners,
  over: { mayPreview?: boolean; isProved?: boolean; frame?: () => Uint8Array } = {},
): Promise<Ranged> {
  let bytes = 0;
  const ignore = () => undefined;
  const received = (count: number) => {
    bytes += count;
  };
  const meter = { received, sent: ignore, answered: ignore, broke: ignore };
  const network: World['network'] = { openPool: (options) => systemNetwork.openPool({ ...options, meter }) };
  const { mayPreview = true, frame = () => stored } = over;
  const asking = await startAsking({
    images: [image],
    frame,
    mayPreview,
    mayCompress: false,
    network,
    quirks: [answersRanges(manners)],
  });
  if (over.isProved ?? true) asking.memory.learn({ range: true });
  return {
    ...asking,
    wireBytes: () => bytes,
    ranges: () =>
      asking.archive.requests
        .filter(({ target }) => /\/frames\//.test(target))
        .map(({ headers }) => `${headers.get('range') ?? 'all'}${headers.has('if-range') ? ' if' : ''}`),
    prefix: () => asking.client.readPrefix!(address, 1, new AbortController().signal),
  };
}

/** What is asked for first of such an image: 12 % of raw ÷ 2.5, and the head of a part. */
const firstBytes = Math.ceil(((side * side * 2) / 2.5) * 0.12) + 1_024;

async function expectSound(asking: Ranged): Promise<void> {
  const { failure, frames } = await asking.read(1, [1], 'interactive');
  expect(failure).toBeUndefined();
  expect(frames).toMatchObject([{ frameNumber: 1, transferSyntaxUID: htj2kRpcl }]);
  expect(Buffer.compare(frames[0]!.bytes, stored)).toBe(0);
}

describe.each([
  ['a multipart answer', {}],
  ['a single part', { singlePart: true }],
  ['no ETag', { withoutTag: true }],
])('a large HTJ2K frame that is waited for, in %s', (_, manners: RangeManners) => {
  test('N15 O4: comes beginning first, which is handed on before the rest is asked for; no byte comes twice', async () => {
    await using asking = await startRanged(manners);
    const waiting = asking.prefix().then((prefix) => ({ prefix, asked: asking.ranges().length }));
    await expectSound(asking);
    const { prefix, asked } = await waiting;
    expect(asked).toBe(1);
    expect(prefix).toMatchObject({
      transferSyntaxUID: htj2kRpcl,
      columns: side,
      rows: side,
    });
    expect(Buffer.compare(prefix!.bytes, stored.subarray(0, prefix!.bytes.length))).toBe(0);
    expect(prefix!.bytes.length / stored.length).toBeLessThan(0.13);
    const [first, rest, ...more] = asking.ranges();
    expect(first).toBe(`bytes=0-${firstBytes - 1}`);
    expect([rest, more]).toEqual([`bytes=${firstBytes}-${manners.withoutTag ? '' : ' if'}`, []]);
    expect(asking.wireBytes()).toBeLessThanOrEqual(stored.length * 1.02);
  });

  test.each([0.001, 0.02, 0.06, 0.3, 0.9, 0.999])(
    'C2 N15: cut at %d of it, only the missing bytes are asked for',
    async (share) => {
      await using asking = await startRanged(manners);
      const at = Math.floor(stored.length * share);
      const isInFirst = at < firstBytes;
      asking.archive.addFault({
        when: /frames/,
        times: 1,
        range: isInFirst ? /^bytes=0-/ : /^bytes=[1-9]/,
        fault: { kind: 'cutBody', afterBytes: isInFirst ? at : at - firstBytes },
      });
      const broken = await asking.read(1, [1], 'interactive');
      expect(broken).toMatchObject({ failure: { code: 'ArchiveAnswerCut' }, frames: [] });
      await expectSound(asking);
      expect(asking.ranges()).toHaveLength(isInFirst ? 2 : 3);
      expect(asking.ranges().at(-1)).toMatch(/^bytes=[1-9]\d*-/);
      expect(asking.wireBytes()).toBeLessThanOrEqual(stored.length * 1.02);
    },
  );
});

/** Ways in which the answer to the second range is not the rest of the first. */
const wrongRests: ReadonlyArray<readonly [string, NonNullable<RangeManners['spoil']>]> = [
  ['another ETag', spoilRest(withHeaders({ etag: '"another"' }))],
  ['a weak ETag', spoilRest(withHeaders({ etag: 'W/"same"' }))],
  ['a Content-Range of other bytes', spoilRest((answer, { first, last }) => said(answer, first + 1, last))],
  ['a Content-Range that ends early', spoilRest((answer, { first, last }) => said(answer, first, last - 1))],
  ['no Content-Range', spoilRest((answer) => withHeaders({ 'content-range': '' })(answer))],
  ['another total', spoilRest((answer, { first, last }) => said(answer, first, last, 1))],
  ['another type', spoilRest(withHeaders({ 'content-type': 'multipart/related; boundary=other' }))],
  ['gzip of it', spoilRest(gzipped)],
  ['416', spoilRest((answer) => ({ ...answer, status: 416, body: Buffer.alloc(0) }))],
  [
    'more bytes than it says',
    spoilRest((answer) => ({ ...answer, body: Buffer.concat([answer.body, Buffer.alloc(99)]) })),
  ],
];

/** `more`: added to the total. */
function said(answer: WholeAnswer, first: number, last: number, more = 0): WholeAnswer {
  const total = Number(/\/(\d+)$/.exec(answer.headers['content-range'] ?? '')?.[1]) + more;
  return withHeaders({ 'content-range': `bytes ${first}-${last}/${total}` })(answer);
}

test.each(wrongRests)(
  'N15: %s in place of the rest: the beginning is thrown away, the frame comes whole',
  async (_, spoil) => {
    await using asking = await startRanged({ spoil });
    await expectSound(asking);
    expect(asking.ranges()).toEqual([expect.stringMatching(/^bytes=0-/), expect.stringMatching(/^bytes=[1-9]/), 'all']);
  },
);

test('N15: an archive that answers one range after another wrongly is asked for none, until it is probed anew', async () => {
  // Ranges as short as the probe's it answers rightly.
  const spoil = (answer: WholeAnswer, range: AskedRange | undefined) =>
    range && range.last - range.first > 1_000 ? said(answer, range.first, range.first + 999) : answer;
  await using asking = await startRanged({ spoil });
  for (let time = 0; time < 5; time += 1) await expectSound(asking);
  expect(asking.memory.capabilities.range).toBe(false);
  expect(asking.ranges().map((range) => range.replace(/^bytes=0-.*/, 'first'))).toEqual([
    ...['first', 'all', 'first', 'all', 'first', 'all'],
    ...['all', 'all'],
  ]);
});

test('N15: a 200 to the second range is the whole from zero, never added to the beginning, and not asked for again', async () => {
  await using asking = await startRanged({});
  // As when the frame was replaced meanwhile: If-Range does not hold any more.
  asking.archive.addFault({
    range: /^bytes=[1-9]/,
    fault: {
      kind: 'quirk',
      quirk: (ask) => (request) => {
        const headers = new Map([...request.headers].filter(([name]) => name !== 'range'));
        return ask({ ...request, headers });
      },
    },
  });
  await expectSound(asking);
  expect(asking.ranges()).toHaveLength(2);
});

test.each([
  ['the whole, with 200', (answer: WholeAnswer) => answer, true],
  ['bytes from elsewhere', (answer: WholeAnswer) => said(answer, 7, 7 + answer.body.length - 1), false],
  ['gzip of them', gzipped, false],
])('N15: the first range answered by %s', async (_, spoil, isWhole) => {
  await using asking = await startRanged({
    spoil: (answer, range) => (range?.first === 0 ? spoil(answer) : answer),
  });
  if (isWhole)
    asking.archive.addFault({
      range: /./,
      fault: { kind: 'quirk', quirk: (ask) => (request) => ask({ ...request, headers: new Map([['accept', '*/*']]) }) },
    });
  await expectSound(asking);
  expect(asking.ranges()).toHaveLength(isWhole ? 1 : 2);
  // An archive that ignores ranges is believed.
  expect(asking.memory.capabilities.range).toBe(!isWhole);
});

test('N15 V2: pieces that agree in every header and are not one frame are not one frame', async () => {
  const spoil = spoilRest((answer) => ({ ...answer, body: Buffer.alloc(answer.body.length, 0x11) }));
  for (const manners of [{ singlePart: true }, { singlePart: false }]) {
    await using asking = await startRanged({ ...manners, withoutTag: true, spoil });
    await expectSound(asking);
    expect(asking.ranges().at(-1)).toBe('all');
  }
});

test('C2: without leave for previews a frame comes in one answer, and goes on where that was cut', async () => {
  await using asking = await startRanged({}, { mayPreview: false });
  expect(await asking.prefix()).toBeUndefined();
  asking.archive.addFault({ when: /frames/, times: 1, fault: { kind: 'cutBody', afterBytes: 600_000 } });
  expect((await asking.read(1, [1], 'background')).failure?.code).toBe('ArchiveAnswerCut');
  await expectSound(asking);
  expect(asking.ranges()).toEqual(['all', expect.stringMatching(/^bytes=[1-9]\d*- if$/)]);
  expect(asking.wireBytes()).toBeLessThanOrEqual(stored.length * 1.02);
});

test('C2: without a strong ETag a cut answer is no beginning of anything: another may stand there now', async () => {
  await using asking = await startRanged({ withoutTag: true }, { mayPreview: false });
  asking.archive.addFault({ when: /frames/, times: 1, fault: { kind: 'cutBody', afterBytes: 300_000 } });
  await asking.read(1, [1], 'background');
  await expectSound(asking);
  expect(asking.ranges()).toEqual(['all', 'all']);
});

test('N4: the head of a frame that comes in two answers is told once, with the bytes of both', async () => {
  await using asking = await startRanged({});
  const heads: (number | undefined)[] = [];
  const onHead = (body?: BodyToCome) => void heads.push(body?.bytes);
  await asking.client.readFrames(address, [1], () => undefined, { lane: 'interactive', onHead });
  expect(asking.ranges()).toHaveLength(2);
  expect(heads).toHaveLength(1);
  expect(heads[0]! - stored.length).toBeGreaterThanOrEqual(0);
  expect(heads[0]! - stored.length).toBeLessThan(1_024);
});

test('where Range is not proved the frame comes whole, and its beginning is seen while it passes', async () => {
  await using asking = await startRanged({}, { isProved: false });
  const waiting = asking.prefix();
  await expectSound(asking);
  expect(await waiting).toMatchObject({ columns: side, rows: side });
  expect(asking.ranges()).toEqual(['all']);
});

test('nobody is promised a beginning of a frame that has none, and nobody waits after the frame', async () => {
  const otherOrder = await encodeHtj2k(drawnRadiograph(side), { order: 4, divided: false });
  await using asking = await startRanged({}, { frame: () => otherOrder });
  const waiting = asking.prefix();
  const { failure, frames } = await asking.read(1, [1], 'interactive');
  expect(failure).toBeUndefined();
  expect(frames[0]!.bytes).toHaveLength(otherOrder.length);
  expect(await waiting).toBeUndefined();
});

test('N15 M11: whatever an archive does to ranges, no frame is handed on but the true one, and it comes at last', async () => {
  const fraction = seededFractions('ranges');
  const shorter = (answer: WholeAnswer): WholeAnswer => ({
    ...answer,
    body: answer.body.subarray(0, Math.floor(answer.body.length * fraction())),
  });
  const flipped = (answer: WholeAnswer): WholeAnswer => withHeaders({ etag: `"${fraction()}"` })(answer);
  const moved = (answer: WholeAnswer): WholeAnswer =>
    said(answer, Math.floor(fraction() * 900), Math.floor(900 + fraction() * 90_000));
  const rest = { first: 1, last: 2 };
  const ways = [
    shorter,
    flipped,
    moved,
    gzipped,
    ...wrongRests.map(
      ([, spoil]) =>
        (one: WholeAnswer) =>
          spoil(one, rest),
    ),
  ];
  let isWell = false;
  const spoil = (answer: WholeAnswer, range: AskedRange | undefined): WholeAnswer => {
    const way = ways[Math.floor(fraction() * ways.length * 1.5)];
    return range && way && !isWell ? way(answer) : answer;
  };
  for (const manners of [{ spoil }, { spoil, singlePart: true }]) {
    await using asking = await startRanged(manners);
    for (let round = 0; round < 30; round += 1) {
      asking.memory.learn({ range: true });
      isWell = false;
      const cut = { kind: 'cutBody', afterBytes: Math.floor(fraction() * stored.length) } as const;
      asking.archive.clearFaults();
      asking.archive.addFault({ fault: { kind: 'quirk', quirk: answersRanges(manners) } });
      asking.archive.addFault({ when: /frames/, chance: 0.4, fault: cut });
      for (let attempt = 0; attempt < 3; attempt += 1) {
        const { frames } = await asking.read(1, [1], fraction() < 0.7 ? 'interactive' : 'background');
        for (const { bytes } of frames) expect(Buffer.compare(bytes, stored), `round ${round}`).toBe(0);
      }
      isWell = true;
      asking.archive.clearFaults();
      asking.archive.addFault({ fault: { kind: 'quirk', quirk: answersRanges(manners) } });
      await expectSound(asking);
    }
  }
});
