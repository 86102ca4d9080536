import { afterAll, describe, expect, test } from 'vitest';
import type { HttpPool, Network } from '#electron/base/http/httpPool.ts';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { framesAcceptOf } from '#electron/services/archive/frameTypes.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import {
  type Asking,
  asStored,
  closeParser,
  instanceOf,
  jls,
  jpegLs,
  pixelsOf,
  proved,
  rawSyntax,
  raws,
  samplesOf,
  shape,
  startAsking,
  uidOf,
} from './asking.ts';
import {
  boundaryAs,
  compresses,
  gzipUnsaid,
  type Quirk,
  refusesLists,
  singlePart,
  syntaxInsideQuotes,
} from './quirks.ts';

// How the real client asks an archive that does one thing differently, over a real socket.

afterAll(closeParser);

describe('the form that is asked for', () => {
  test('A1: one media range, type quoted alone, the syntax outside', () => {
    expect(
      ['asStored', 'decoded', 'image/jls', 'image/jp2', 'image/jphc'].map((form) => framesAcceptOf(form as never)),
    ).toEqual([
      'multipart/related; type="application/octet-stream"; transfer-syntax=*',
      'multipart/related; type="application/octet-stream"',
      'multipart/related; type="image/jls"',
      'multipart/related; type="image/jp2"',
      'multipart/related; type="image/jphc"',
    ]);
  });

  test('probe 9: proved to the bit once, kept, and then asked for; never without leave', async () => {
    await using asking = await startAsking({ images: raws(6), quirks: [compresses(shape)] });
    const shy = asking.restart(false);
    expect((await shy.client.probe!(undefined)).ok).toBe(true);
    expect(await samplesOf(shy, 1)).toEqual([rawSyntax, true]);
    await shy.client.close();
    expect(asking.accepts().every((accept) => accept === asStored)).toBe(true);
    expect((await asking.client.probe!(undefined)).ok).toBe(true);
    expect(asking.memory.capabilities.compressions).toMatchObject([proved]);
    const later = asking.restart();
    const before = asking.accepts().length;
    expect(await samplesOf(later, 2)).toEqual([jpegLs, true]);
    expect(asking.accepts().slice(before)).toEqual([jls]);
    await later.client.close();
  });

  test('N12: what is known to come compressed is not asked to be packed once more', async () => {
    await using asking = await startAsking({ images: raws(4), quirks: [compresses(shape)] });
    expect((await asking.client.probe!(undefined)).ok).toBe(true);
    expect(await samplesOf(asking, 2)).toEqual([jpegLs, true]);
    const pixels = asking.archive.requests.filter(({ target }) => /\/frames\//.test(target));
    const encodings = pixels.map(({ headers }) => headers.get('accept-encoding') ?? '');
    expect(encodings.at(0)).toContain('gzip');
    expect(encodings.at(-1)).toBe('identity');
  });

  test.each([
    ['lossily', 'lossy'],
    ['wrongly', 'differs'],
  ] as const)('probe 9: an archive that compresses %s is found out and never asked for it', async (how, outcome) => {
    await using asking = await startAsking({ images: raws(3), quirks: [compresses(shape, how)] });
    expect((await asking.client.probe!(undefined)).ok).toBe(true);
    expect(asking.memory.capabilities.compressions).toMatchObject([{ type: 'image/jls', outcome }, {}, {}]);
    const before = asking.accepts().length;
    expect(await samplesOf(asking, 2)).toEqual([rawSyntax, true]);
    expect(asking.accepts().slice(before)).toEqual([asStored]);
  });

  test('a dozen frames of an unknown maker at once: one comes as stored, the others are asked for compressed', async () => {
    await using asking = await startAsking({ images: raws(12), quirks: [compresses(shape)] });
    asking.memory.noteCompression(proved);
    const came = await Promise.all(raws(12).map((_, index) => asking.read(index + 1)));
    expect(came.every(({ frames }) => frames.length === 1)).toBe(true);
    expect(asking.accepts().filter((accept) => accept === asStored)).toHaveLength(1);
    expect(asking.accepts().filter((accept) => accept === jls)).toHaveLength(11);
  });

  test('A2: what is stored lossy, in colour or already small is only ever asked for as stored', async () => {
    const odd = [
      instanceOf({ study: 1, number: 1, attributes: { LossyImageCompression: ['01'] } }),
      instanceOf({
        study: 2,
        number: 2,
        transferSyntaxUID: '1.2.840.10008.1.2.4.91',
        attributes: { StationName: ['CT2'] },
      }),
      instanceOf({
        study: 3,
        number: 3,
        transferSyntaxUID: '1.2.840.10008.1.2.4.90',
        attributes: { StationName: ['CT3'] },
      }),
      instanceOf({
        study: 4,
        number: 4,
        attributes: { PhotometricInterpretation: ['PALETTE COLOR'], StationName: ['US1'] },
      }),
    ];
    await using asking = await startAsking({ images: odd, quirks: [compresses(shape)] });
    for (const storedSyntax of [rawSyntax, '1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.91'])
      asking.memory.noteCompression({ ...proved, storedSyntax });
    for (const time of [1, 2]) for (const number of [1, 2, 3, 4]) await asking.read(number, [time]);
    expect(asking.accepts().length).toBeGreaterThanOrEqual(8);
    expect(asking.accepts().filter((accept) => accept.startsWith('type="image/'))).toEqual([]);
  });

  test('A3: lossy where lossless was asked is refused, counted, and asked for as stored; not tried again', async () => {
    await using asking = await startAsking({ images: raws(3), quirks: [compresses(shape, 'lossily')] });
    asking.memory.noteCompression(proved);
    await asking.read(1);
    expect(await samplesOf(asking, 2)).toEqual([rawSyntax, true]);
    expect(await samplesOf(asking, 3)).toEqual([rawSyntax, true]);
    expect(asking.accepts()).toEqual([asStored, jls, asStored, asStored]);
    expect([asking.memory.lossyAnswers, asking.memory.isContradicted]).toEqual([1, true]);
  });

  test('one answer that is no frame says nothing of other series; such answers in three series do', async () => {
    let isSpoilt = true;
    const spoils: Quirk = (ask) => async (request) => {
      const answer = await ask(request);
      if (!isSpoilt || !request.headers.get('accept')?.includes('image/jls')) return answer;
      return { ...answer, headers: { 'content-type': 'application/json' }, body: Buffer.from('{}') };
    };
    const images = [1, 2, 3, 4].flatMap((study) =>
      [1, 2].map((number) => instanceOf({ study, number: 10 * study + number })),
    );
    await using asking = await startAsking({ images, quirks: [compresses(shape), spoils] });
    asking.memory.noteCompression(proved);
    await asking.read(11);
    expect(await samplesOf(asking, 12)).toEqual([rawSyntax, true]);
    isSpoilt = false;
    expect(await samplesOf(asking, 12)).toEqual([jpegLs, true]);
    isSpoilt = true;
    for (const number of [21, 31]) expect(await samplesOf(asking, number)).toEqual([rawSyntax, true]);
    expect([asking.memory.isProved('image/jls', rawSyntax), asking.memory.isContradicted]).toEqual([true, false]);
    expect(await samplesOf(asking, 41)).toEqual([rawSyntax, true]);
    expect([asking.memory.isProved('image/jls', rawSyntax), asking.memory.isContradicted]).toEqual([false, true]);
  });

  test('A3: an archive that has come to ignore the question is believed no more, and nothing is lost', async () => {
    await using asking = await startAsking({
      images: raws(3),
      quirks: [(ask) => (request) => ask({ ...request, headers: new Map([...request.headers, ['accept', '*/*']]) })],
    });
    asking.memory.noteCompression(proved);
    await asking.read(1);
    expect(await samplesOf(asking, 2)).toEqual([rawSyntax, true]);
    await asking.read(3);
    expect(asking.accepts()).toEqual([asStored, jls, asStored]);
    expect(asking.memory.findingOf('image/jls', rawSyntax)?.outcome).toBe('ignored');
  });

  test('A5: pixels that the archive decoded are the last resort, and never of colours', async () => {
    const colour = { SamplesPerPixel: [3], PhotometricInterpretation: ['YBR_FULL_422'], StationName: ['US1'] };
    const images = [instanceOf({ number: 1 }), instanceOf({ number: 2, attributes: colour })];
    const onlyDecodes = (accept: string) => !accept.includes('transfer-syntax=*') && accept.includes('octet-stream');
    await using asking = await startAsking({
      images,
      quirks: [
        (ask) => (request) =>
          onlyDecodes(request.headers.get('accept') ?? '')
            ? ask(request)
            : Promise.resolve({ status: 500, headers: {}, body: new Uint8Array(0) }),
      ],
    });
    const grey = await asking.read(1);
    expect(grey.frames.map(({ asked, bytes }) => [asked, Buffer.compare(bytes, pixelsOf(1, 1))])).toEqual([
      ['decoded', 0],
    ]);
    const coloured = await asking.read(2);
    expect([coloured.failure?.code, coloured.frames.length]).toEqual(['ArchiveFailed', 0]);
  });
});

describe('what an answer looks like', () => {
  test.each([
    ['the boundary unquoted', boundaryAs('unquoted')],
    ['the boundary missing from the header', boundaryAs('missing')],
    ['the syntax inside the quotes of the type', syntaxInsideQuotes],
    ['a single part', singlePart],
    ['gzip that does not say so', gzipUnsaid('answer')],
    ['parts of gzip that do not say so', gzipUnsaid('parts')],
  ])('N12, N13: %s is read as meant', async (_, quirk) => {
    await using asking = await startAsking({ images: raws(2), quirks: [compresses(shape), quirk] });
    asking.memory.noteCompression(proved);
    expect(await samplesOf(asking, 1)).toEqual([rawSyntax, true]);
    expect(await samplesOf(asking, 2)).toEqual([jpegLs, true]);
  });

  test('N12: a small gzip that inflates without end is refused', async () => {
    const { gzipSync } = await import('node:zlib');
    const part = Buffer.from('--x\r\nContent-Type: application/octet-stream\r\n\r\n');
    const bomb = gzipSync(Buffer.concat([part, Buffer.alloc(64 * 1024 * 1024)]));
    const answer = { status: 200, headers: { 'content-type': 'multipart/related; boundary=x' }, body: bomb };
    await using asking = await startAsking({ images: raws(1), quirks: [() => () => Promise.resolve(answer)] });
    const read = await asking.read(1);
    expect([read.frames.length, read.failure?.code]).toEqual([0, 'ArchiveAnswerTooLarge']);
  });

  test('N14: frames of a multi-frame image that come in no list come in one instance', async () => {
    const cine = instanceOf({ number: 1, frames: 20 });
    await using asking = await startAsking({ images: [cine], quirks: [refusesLists] });
    expect((await asking.client.probe!(undefined)).ok).toBe(true);
    expect(asking.memory.capabilities.frameLists).toBe(false);
    const before = asking.archive.requests.length;
    const { frames } = await asking.read(
      1,
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect(
      frames.map(({ frameNumber, bytes }) => [frameNumber, Buffer.compare(bytes, pixelsOf(1, frameNumber))]),
    ).toEqual(Array.from({ length: 20 }, (_, index) => [index + 1, 0]));
    expect(asking.archive.requests.slice(before).map(({ target }) => target.replace(/.*instances/, ''))).toEqual([
      expect.stringMatching(/^\/[\d.]+$/),
    ]);
  });
});

describe('A9 the first frame does not wait for the metadata', () => {
  const ct = Array.from({ length: 21 }, (_, index) => instanceOf({ number: 21 - index }));
  const study = '1.2.826.0.1.3680043.8.498.77.1' as StudyInstanceUID;
  const framesAsked = (asking: Asking) => asking.archive.requests.filter(({ target }) => /\/frames\//.test(target));

  test('M12: the middle image is asked for as soon as the list of instances names it, and once', async () => {
    await using asking = await startAsking({ images: ct });
    const before = asking.archive.requests.length;
    await asking.client.readAhead!(study, { lane: 'interactive' });
    const targets = asking.archive.requests
      .slice(before)
      .map(({ target }) => target.replace(/\?.*/, '').split('/').at(-1));
    expect(targets).toEqual(['instances', '1']);
    expect(await samplesOf(asking, 11)).toEqual([rawSyntax, true]);
    expect(framesAsked(asking)).toHaveLength(1);
    expect(await samplesOf(asking, 11)).toEqual([rawSyntax, true]);
    expect(framesAsked(asking)).toHaveLength(2);
  });

  test('whoever asks meanwhile waits for the same frame, and may give up', async () => {
    await using asking = await startAsking({ images: ct });
    asking.archive.addFault({ when: /frames/, fault: { kind: 'latency', ms: 200 } });
    const ahead = asking.client.readAhead!(study, { lane: 'interactive' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const [reader] = await Promise.all([asking.read(11, [1], 'interactive'), ahead]);
    expect([reader.frames.length, framesAsked(asking).length]).toEqual([1, 1]);
  });

  test('M4: its picture is asked for when it begins to come, not before, and once', async () => {
    await using asking = await startAsking({ images: ct, mayPreview: true });
    asking.archive.addFault({ when: /instances\?/, times: 1, fault: { kind: 'latency', ms: 300 } });
    asking.archive.addFault({ when: /frames/, times: 1, fault: { kind: 'latency', ms: 200 } });
    asking.archive.addFault({ when: /frames/, times: 1, fault: { kind: 'stall', afterBytes: 200 } });
    const address = { study, series: uidOf(1, 1) as SeriesInstanceUID, instance: uidOf(1, 1, 11) as SOPInstanceUID };
    const leaving = new AbortController();
    const ahead = asking.client.readAhead!(study, { lane: 'interactive', signal: leaving.signal });
    await expect.poll(() => framesAsked(asking).length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(framesAsked(asking)).toHaveLength(1);
    await expect.poll(() => framesAsked(asking).length).toBeGreaterThan(1);
    expect((await asking.client.readRendered(address, 1, 512, { lane: 'preview' })).ok).toBe(true);
    leaving.abort();
    await ahead;
    // The archive of this test makes no JPEG: the same picture is asked for as PNG.
    const accepts = framesAsked(asking).map(({ headers }) => headers.get('accept')?.replace(/;.*/, ''));
    expect(accepts).toEqual(['multipart/related', 'image/jpeg', 'image/png']);
  });

  test('N4: a guess that was wrong is left as soon as it is known what is looked at', async () => {
    await using asking = await startAsking({ images: ct });
    asking.archive.addFault({ when: /frames/, times: 1, fault: { kind: 'latency', ms: 60_000 } });
    const ahead = asking.client.readAhead!(study, { lane: 'interactive' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const begunAt = performance.now();
    const [reader] = await Promise.all([asking.read(3, [1], 'interactive'), ahead]);
    expect([reader.frames.length, framesAsked(asking).length]).toEqual([1, 2]);
    expect(performance.now() - begunAt).toBeLessThan(5_000);
  });

  test('N4: whoever takes it and gives up leaves it, and its connection is free', async () => {
    let isBroken = () => false;
    const network: Network = {
      openPool(options) {
        const pool = systemNetwork.openPool(options);
        const request: HttpPool['request'] = (asked) => {
          if (asked.path.includes('/frames/')) isBroken = () => asked.signal?.aborted === true;
          return pool.request(asked);
        };
        return { ...pool, request };
      },
    };
    await using asking = await startAsking({ images: ct, network });
    asking.archive.addFault({ when: /frames/, fault: { kind: 'latency', ms: 60_000 } });
    const ahead = asking.client.readAhead!(study, { lane: 'interactive' });
    while (framesAsked(asking).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const wish = new AbortController();
    const taken = asking.read(11, [1], 'interactive', wish.signal);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(isBroken()).toBe(false);
    wish.abort();
    await Promise.all([taken, ahead]);
    expect([isBroken(), framesAsked(asking).length]).toEqual([true, 1]);
  });

  test('N4: whoever takes it is told when its answer begins, so that the line is free for others from then on', async () => {
    await using asking = await startAsking({ images: ct });
    await asking.client.readAhead!(study, { lane: 'interactive' });
    const { frames, heads } = await asking.read(11, [1], 'interactive');
    expect([frames.length, heads, framesAsked(asking).length]).toEqual([1, 1, 1]);
  });

  test('where the metadata is here before the list, the image that is asked for already does not come twice', async () => {
    await using asking = await startAsking({ images: ct });
    asking.archive.addFault({ when: /instances\?/, fault: { kind: 'latency', ms: 200 } });
    const ahead = asking.client.readAhead!(study, { lane: 'interactive' });
    const [reader] = await Promise.all([asking.read(11, [1], 'interactive'), ahead]);
    expect([reader.frames.length, framesAsked(asking).length]).toEqual([1, 1]);
  });

  test('a frame that does not come ahead comes as always, and a form that is not known is not guessed', async () => {
    await using asking = await startAsking({ images: ct, quirks: [compresses(shape)] });
    asking.archive.addFault({ when: /frames/, times: 1, fault: { kind: 'status', status: 503 } });
    await asking.client.readAhead!(study, { lane: 'interactive' });
    expect(await samplesOf(asking, 11)).toEqual([rawSyntax, true]);
    const other = await startAsking({ images: ct, quirks: [compresses(shape)] });
    other.memory.noteCompression(proved);
    await other.client.readAhead!(study, { lane: 'interactive' });
    // The practice archive names the stored syntax in its list, so here the form is known after all.
    expect(other.accepts()).toEqual([jls]);
    await other[Symbol.asyncDispose]();
  });
});
