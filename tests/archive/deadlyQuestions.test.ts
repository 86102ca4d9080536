import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '#electron/base/world.ts';
import {
  asStored,
  closeParser,
  instanceOf,
  jls,
  jpegLs,
  proved,
  rawSyntax,
  raws,
  samplesOf,
  shape,
  startAsking,
} from './asking.ts';
import { compresses, diesOn, type Quirk } from './quirks.ts';

// What becomes of a question after which an archive was gone, over a real socket.

afterAll(closeParser);

describe('A4: an archive that dies of JPEG-LS', () => {
  test('is asked once more after an hour, never again after it has died twice; a person may lift it', async () => {
    const death = diesOn(/image\/jls/);
    let later = 0;
    const clock = { ...systemClock, now: () => systemClock.now() + later };
    await using asking = await startAsking({ images: raws(5), quirks: [death.quirk], clock });
    asking.memory.noteCompression(proved);
    await asking.read(1);
    expect((await asking.read(2)).failure?.code).toBe('ArchiveAnswerCut');
    death.startAgain();
    expect(await samplesOf(asking, 2)).toEqual([rawSyntax, true]);
    expect(asking.memory.poisoned).toEqual([]);
    later += 3_600_000;
    expect((await asking.read(3)).failure?.code).toBe('ArchiveAnswerCut');
    expect(asking.memory.poisoned).toMatchObject([
      { type: 'image/jls', storedSyntax: rawSyntax, sopClass: '1.2.840.10008.5.1.4.1.1.2' },
    ]);
    death.startAgain();
    later += 24 * 3_600_000;
    expect(await samplesOf(asking, 3)).toEqual([rawSyntax, true]);
    const restarted = asking.restart();
    await restarted.read(1);
    expect(await samplesOf(restarted, 5)).toEqual([rawSyntax, true]);
    // Twice, and each once more by the pool, for which a socket that dies before its first byte was a stale one (N8).
    const deadly = asking.accepts().filter((accept) => accept === jls).length;
    expect(deadly).toBeLessThanOrEqual(4);
    restarted.memory.liftPoison();
    await restarted.read(4);
    expect(asking.accepts().filter((accept) => accept === jls).length).toBeGreaterThan(deadly);
    await restarted.client.close();
  });

  test('is not taken for dead because it was being started again: after an hour it compresses as before', async () => {
    let later = 0;
    let isDown = false;
    const down: Quirk = (ask) => (request) =>
      isDown ? Promise.resolve({ status: 502, headers: {}, body: new Uint8Array() }) : ask(request);
    const clock = { ...systemClock, now: () => systemClock.now() + later };
    await using asking = await startAsking({ images: raws(9), quirks: [compresses(shape), down], clock });
    asking.memory.noteCompression(proved);
    await asking.read(1);
    isDown = true;
    const during = await Promise.all([2, 3, 4].map((number) => asking.read(number)));
    expect(during.map(({ failure }) => failure?.code)).toEqual(Array(3).fill('ArchiveFailed'));
    isDown = false;
    expect(await samplesOf(asking, 2)).toEqual([rawSyntax, true]);
    later += 3_600_000;
    const after = await Promise.all([5, 6, 7].map((number) => samplesOf(asking, number)));
    // One is the trial, and the others do not wait for it.
    expect(after.map(([uid]) => uid).sort()).toEqual([rawSyntax, rawSyntax, jpegLs]);
    expect(await samplesOf(asking, 8)).toEqual([jpegLs, true]);
    expect(asking.memory.poisoned).toEqual([]);
  });

  test('while it is probed: found out by the health question, and kept', async () => {
    const death = diesOn(/image\/jls/);
    await using asking = await startAsking({ images: raws(2), quirks: [death.quirk] });
    expect((await asking.client.probe!(undefined)).ok).toBe(false);
    expect(asking.memory.capabilities.probedAt).toBeUndefined();
    expect(asking.memory.findingOf('image/jls', rawSyntax)?.outcome).toBe('died');
    death.startAgain();
    const deadly = asking.accepts().filter((accept) => accept === jls).length;
    expect((await asking.client.probe!(undefined)).ok).toBe(true);
    expect(asking.accepts().filter((accept) => accept === jls)).toHaveLength(deadly);
  });

  test('a line that breaks is not taken for it: the same is asked again', async () => {
    await using asking = await startAsking({ images: raws(3), quirks: [compresses(shape)] });
    asking.memory.noteCompression(proved);
    await asking.read(1);
    asking.archive.addFault({ when: /frames/, times: 1, fault: { kind: 'cutBody', afterBytes: 100 } });
    expect((await asking.read(2)).failure?.code).toBe('ArchiveAnswerCut');
    expect(asking.memory.poisoned).toEqual([]);
    expect(await samplesOf(asking, 2)).toEqual([jpegLs, true]);
  });

  test('what it refuses by status while it is well is asked for as stored at once, and given up after three in a row', async () => {
    await using asking = await startAsking({ images: raws(8), quirks: [compresses(shape)] });
    asking.memory.noteCompression(proved);
    await asking.read(1);
    const refuses = () => asking.archive.addFault({ when: /frames/, times: 1, fault: { kind: 'status', status: 500 } });
    refuses();
    expect(await samplesOf(asking, 2)).toEqual([rawSyntax, true]);
    expect(await samplesOf(asking, 3)).toEqual([jpegLs, true]);
    for (const number of [4, 5, 6]) {
      refuses();
      expect(await samplesOf(asking, number)).toEqual([rawSyntax, true]);
    }
    const before = asking.accepts().length;
    expect(await samplesOf(asking, 7)).toEqual([rawSyntax, true]);
    expect([asking.accepts().slice(before), asking.memory.poisoned]).toEqual([[asStored], []]);
  });

  test.each([406, 500])(
    'A2: one that refuses it with %i in three series is not asked it in every other',
    async (status) => {
      const refuses: Quirk = (ask) => async (request) => {
        if (!request.headers.get('accept')?.includes('image/jls')) return await ask(request);
        return { status, headers: { 'content-type': 'text/plain' }, body: Buffer.from('no') };
      };
      const images = [1, 2, 3, 4].flatMap((study) =>
        [1, 2].map((number) => instanceOf({ study, number: 10 * study + number })),
      );
      await using asking = await startAsking({ images, quirks: [compresses(shape), refuses] });
      asking.memory.noteCompression(proved);
      for (const number of [11, 12, 21]) expect(await samplesOf(asking, number)).toEqual([rawSyntax, true]);
      expect(asking.memory.isProved('image/jls', rawSyntax)).toBe(true);
      expect(await samplesOf(asking, 31)).toEqual([rawSyntax, true]);
      expect([asking.memory.isProved('image/jls', rawSyntax), asking.memory.isContradicted]).toEqual([false, true]);
      const before = asking.accepts().length;
      expect(await samplesOf(asking, 41)).toEqual([rawSyntax, true]);
      expect(asking.accepts().slice(before)).toEqual([asStored]);
    },
  );
});
