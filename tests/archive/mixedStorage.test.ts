import { afterAll, expect, test } from 'vitest';
import { encodeFrame } from '#electron/practice/codecs/encodeFrame.ts';
import { practiceSyntaxes } from '#electron/practice/codecs/practiceSyntaxes.ts';
import type { StoredInstance } from '#electron/practice/index.ts';
import { imageToAsk } from '#electron/services/archive/imageToAsk.ts';
import { ArchiveMemory } from '#electron/services/archive/index.ts';
import {
  asStored,
  closeParser,
  instanceOf,
  jls,
  jpegLs,
  pixelsOf,
  proved,
  rawSyntax,
  samplesOf,
  shape,
  startAsking,
} from './asking.ts';
import { compresses, type Quirk } from './quirks.ts';

// Archives that keep what came compressed beside what came raw, of the same makers.

afterAll(closeParser);

test('A2: of a maker whose images are stored both large and small, the first frame is asked for compressed', async () => {
  const images = [1, 2, 3].map((study) => instanceOf({ study, number: study }));
  await using asking = await startAsking({ images, quirks: [compresses(shape)] });
  asking.memory.noteCompression(proved);
  for (const syntax of [rawSyntax, jpegLs]) asking.memory.noteStored(imageToAsk(images[0]!.attributes), syntax);
  expect(await samplesOf(asking, 2)).toEqual([jpegLs, true]);
  // What was lossy once is never asked for otherwise than as stored.
  asking.memory.noteStored(imageToAsk(images[0]!.attributes), '1.2.840.10008.1.2.4.91');
  const later = asking.restart();
  expect(await samplesOf(later, 3)).toEqual([rawSyntax, true]);
  expect(asking.accepts()).toEqual([jls, asStored]);
  // N12: nor is it sure that it comes compressed.
  expect(asking.archive.requests.at(-1)?.headers.get('accept-encoding')).toContain('gzip');
  await later.client.close();
});

test('A2: a guess of how it is stored that was wrong says nothing of what was proved', async () => {
  const jpeg2000 = '1.2.840.10008.1.2.4.90';
  const images = [1, 2].map((number) => instanceOf({ number, transferSyntaxUID: jpeg2000 }));
  const asStoredOnly: Quirk = (ask) => (request) =>
    ask({ ...request, headers: new Map([...request.headers, ['accept', `multipart/related; ${asStored}`]]) });
  await using asking = await startAsking({ images, quirks: [asStoredOnly], frame: () => pixelsOf(1, 1) });
  asking.memory.noteCompression(proved);
  asking.memory.noteStored(imageToAsk(instanceOf({ study: 2, number: 1 }).attributes), rawSyntax);
  await asking.read(2);
  await asking.read(2);
  expect(asking.accepts()).toEqual([jls, asStored]);
  expect([asking.memory.isProved('image/jls', rawSyntax), asking.memory.isContradicted]).toEqual([true, false]);
});

test('probe 9: what one study of a kind does not show, another does, and what a reader meets', async () => {
  const images = [instanceOf({ study: 1, number: 1, transferSyntaxUID: jpegLs }), instanceOf({ study: 2, number: 2 })];
  const encoded = await encodeFrame({ ...shape, bytes: pixelsOf(1, 1) }, practiceSyntaxes.jpegLs);
  const frame = (instance: StoredInstance) => (instance === images[0] ? encoded : pixelsOf(2, 1));
  await using asking = await startAsking({ images, quirks: [compresses(shape)], frame });
  expect((await asking.client.probe!(undefined)).ok).toBe(true);
  expect(asking.memory.isProved('image/jls', rawSyntax)).toBe(true);
  const memory = new ArchiveMemory();
  memory.noteLarge('1.2.3', jpegLs);
  expect(memory.hasUntried).toBe(false);
  memory.noteLarge('1.2.3', rawSyntax);
  expect([memory.hasUntried, memory.takeUntried()]).toEqual([true, ['1.2.3']]);
  memory.noteLarge('1.2.4', rawSyntax);
  expect(memory.hasUntried).toBe(false);
});
