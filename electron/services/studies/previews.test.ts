import { expect, test } from 'vitest';
import type { ArchiveClient, FramePrefix, RenderedImage } from '#electron/services/archive/index.ts';
import { fail, type Result, succeed } from '#shared/base/result.ts';
import { type Failure, failureOf } from '#shared/contract/failures.ts';
import { createFakeArchive, fakeStack, frameKeyOf } from '#tests/fixtures/fakeArchive.ts';
import { Previews } from './previews.ts';

const stack = fakeStack('1.2.1', 3);

function previewsWith(over: {
  allowed?: boolean;
  isHere?: () => boolean;
  answer?: Result<RenderedImage, Failure>;
  prefix?: () => FramePrefix | undefined;
}) {
  const archive = createFakeArchive('one', [stack]);
  const asked: number[] = [];
  const client: ArchiveClient = {
    ...archive.client,
    ...(over.prefix && { readPrefix: () => Promise.resolve(over.prefix?.()) }),
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
  const { asked, read } = previewsWith({ isHere: () => asked.length > 0 });
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

const beginning: FramePrefix = {
  transferSyntaxUID: '1.2.840.10008.1.2.4.202' as FramePrefix['transferSyntaxUID'],
  bytes: new Uint8Array([255, 79, 255]),
  columns: 3_000,
  rows: 3_000,
};

test('O4: the beginning of the frame itself goes before any picture that the archive would make', async () => {
  const { asked, read } = previewsWith({ prefix: () => beginning });
  const { transferSyntaxUID } = beginning;
  const preview = { kind: 'prefix', transferSyntaxUID, base64: '/0//' };
  expect(await read(1)).toEqual({ ok: true, value: { preview } });
  expect(asked).toEqual([]);
});

test('where there is no beginning, or an absurd one, the archive is asked for its picture', async () => {
  const absurd = { ...beginning, bytes: new Uint8Array(9 * 1024 * 1024) };
  for (const prefix of [() => undefined, () => absurd]) {
    const { asked, read } = previewsWith({ prefix });
    expect(await read(1)).toMatchObject({ value: { preview: { kind: 'rendered' } } });
    expect(asked).toEqual([1]);
  }
});

test('a frame that came while its beginning was waited for needs neither; without consent nobody waits', async () => {
  let waited = 0;
  const prefix = () => {
    waited += 1;
    return beginning;
  };
  const overtaken = previewsWith({ prefix, isHere: () => waited > 0 });
  expect(await overtaken.read(1)).toEqual({ ok: true, value: {} });
  expect(await previewsWith({ prefix, allowed: false }).read(1)).toEqual({ ok: true, value: {} });
  expect([waited, overtaken.asked]).toEqual([1, []]);
});
