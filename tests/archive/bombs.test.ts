import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { answersInFlight } from '#electron/services/archive/answerBudget.ts';
import { closeParser, instanceOf, rawSyntax, shape, startAsking } from './asking.ts';
import type { Quirk } from './quirks.ts';

// Answers that are small on the line and would be large in memory (trust section 7).

afterAll(closeParser);

const frameBytes = shape.columns * shape.rows * 2;
const proved = { type: 'image/jls', storedSyntax: rawSyntax, outcome: 'lossless' as const };

/** Answers every question for frames with one part of this type and body. */
const answers =
  (type: string, body: Uint8Array, headers: Readonly<Record<string, string>> = {}): Quirk =>
  (ask) =>
  (request) => {
    if (!/\/frames\//.test(request.target)) return ask(request);
    const parts = [Buffer.from(`--b\r\nContent-Type: ${type}\r\n\r\n`), body, Buffer.from('\r\n--b--\r\n')];
    const whole = Buffer.concat(parts);
    const sent = headers['content-encoding'] === undefined ? whole : gzipSync(whole);
    const contentType = `multipart/related; type="${type.split(';')[0]}"; boundary=b`;
    return Promise.resolve({ status: 200, headers: { ...headers, 'content-type': contentType }, body: sent });
  };

async function outcomeOf(quirk: Quirk): Promise<string | number> {
  await using asking = await startAsking({ images: [instanceOf({ number: 1 })], quirks: [quirk] });
  asking.memory.noteCompression(proved);
  asking.memory.learn({ frameLists: true });
  const { frames, failure } = await asking.read(1);
  expect(answersInFlight.heldBytes).toBe(0);
  return frames[0]?.bytes.length ?? `${failure?.code} ${failure?.details?.['reason']}`;
}

const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
const jls = 'image/jls; transfer-syntax=1.2.840.10008.1.2.4.80';
const octets = `application/octet-stream; transfer-syntax=${rawSyntax}`;

test('a part that unpacks to more than any frame of its image takes is not unpacked', async () => {
  expect(await outcomeOf(answers(jls, bomb))).toBe('ArchiveAnswerInvalid gzip');
  expect(await outcomeOf(answers(octets, bomb))).toBe('ArchiveAnswerInvalid gzip');
});

test('an answer that unpacks to more is ended there, and so is one that is simply longer', async () => {
  const packed = answers(octets, Buffer.alloc(64 * 1024 * 1024), { 'content-encoding': 'gzip' });
  expect(await outcomeOf(packed)).toMatch(/^ArchiveAnswerTooLarge/);
  expect(await outcomeOf(answers(octets, randomBytes(70_000)))).toMatch(/^ArchiveAnswerTooLarge/);
});

test('a frame of one colour may be packed as far as it goes, so long as it is as long as its image says', async () => {
  expect(await outcomeOf(answers(octets, gzipSync(Buffer.alloc(frameBytes))))).toBe(frameBytes);
});
