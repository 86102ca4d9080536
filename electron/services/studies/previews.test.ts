import { expect, test } from 'vitest';
import type { ArchiveClient, RenderedImage } from '#electron/services/archive/index.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { createFakeArchive, fakeStack, frameKeyOf } from '#tests/fixtures/fakeArchive.ts';
import { Previews } from './previews.ts';

const stack = fakeStack('1.2.1', 3);

function previewsWith(over: { allowed?: boolean; isHere?: () => boolean; answer?: Result<RenderedImage, Failure> }) {
  const archive = createFakeArchive('one', [stack]);
  const asked: number[] = [];
  const client: ArchiveClient = {
    ...archive.client,
    readRendered: (_instance, frameNumber) => {
      asked.push(frameNumber);
      return Promise.resolve(
        over.answer ?? succeed({ mediaType: 'image/jpeg', bytes: new Uint8Array([255, 216, 255]) }),
      );
    },
  };
  const previews = new Previews({
    isAllowed: () => over.allowed ?? true,
    clientOf: () => client,
    cache: { hasFrame: over.isHere ?? (() => false) },
  });
  return {
    asked,
    read: (position: number) => previews.read(frameKeyOf(archive, stack, position), new AbortController().signal),
  };
}

test('a frame that is on its way has a preview, where the person allows it', async () => {
  const { read } = previewsWith({});
  expect(await read(1)).toEqual({
    ok: true,
    value: { preview: { kind: 'rendered', mediaType: 'image/jpeg', base64: '/9j/' } },
  });
});

test('without the consent for this site, or where the frame is here, nobody is asked', async () => {
  for (const over of [{ allowed: false }, { isHere: () => true }]) {
    const { asked, read } = previewsWith(over);
    expect(await read(1)).toEqual({ ok: true, value: {} });
    expect(asked).toEqual([]);
  }
});

test('a preview that the frame has overtaken is not shown', async () => {
  let isHere = false;
  const { asked, read } = previewsWith({
    isHere: () => {
      const before = isHere;
      isHere = true;
      return before;
    },
  });
  expect(await read(1)).toEqual({ ok: true, value: {} });
  expect(asked).toHaveLength(1);
});

test('an archive that renders nothing is asked three times and no more; a broken line is not held against it', async () => {
  const none = previewsWith({ answer: fail(failureOf('ArchiveFailed', { status: 501 })) });
  for (let turn = 0; turn < 6; turn += 1) expect(await none.read(1)).toEqual({ ok: true, value: {} });
  expect(none.asked).toHaveLength(3);
  const broken = previewsWith({ answer: fail(failureOf('ArchiveTimedOut')) });
  for (let turn = 0; turn < 6; turn += 1) await broken.read(1);
  expect(broken.asked).toHaveLength(6);
});
