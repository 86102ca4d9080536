import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemClock, systemRandom } from '#electron/base/world.ts';
import { startParser } from '#electron/parser/index.ts';
import { type ArchiveClient, createArchiveClient } from '#electron/services/archive/index.ts';
import { numberOf, textOf } from '#shared/dicom/dicomJson.ts';
import { checkEncodedFrame, encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import type { ArchiveId } from '#shared/dicom/frameKey.ts';
import { frameBytes } from '#shared/dicom/framePlace.ts';
import type { SeriesInstanceUID, SOPInstanceUID, StudyInstanceUID } from '#shared/dicom/uids.ts';
import { sampleFolder, startOrthanc } from './orthanc.ts';

const folders = ['transfer-syntaxes', 'us-colour', 'cr-dx', 'enhanced'].map(sampleFolder);
const samples = folders.filter((folder) => folder !== undefined);
const archive = samples.length === folders.length ? await startOrthanc() : undefined;
const parser = startParser({ clock: systemClock });
afterAll(async () => {
  await parser.close();
  await archive?.remove();
});

const sha256 = (frames: readonly Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const frame of frames) hash.update(frame);
  return hash.digest('hex');
};

function newClient(url: string): ArchiveClient {
  const made = createArchiveClient({
    archiveId: 'orthanc' as ArchiveId,
    url,
    signIn: { kind: 'none' },
    network: systemNetwork,
    random: systemRandom,
    wholeInstances: { parser, clock: systemClock },
  });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value;
}

describe.skipIf(!archive)('frames out of real Orthanc', () => {
  test('of every file that it stores, each frame is the file’s own, whole or refused by name', async () => {
    const odd: Record<string, string> = {};
    let equal = 0;
    for (const folder of samples) {
      for (const name of readdirSync(folder).sort()) {
        const path = join(folder, name);
        // One at a time: several of them are the same instance in another transfer syntax, each replacing the last.
        if ((await archive!.load(path)).stored === 0) continue;
        const file = readFileSync(path);
        const parsed = await parser.readFile(file);
        if (!parsed.ok) {
          odd[name] = parsed.failure.code;
          continue;
        }
        const { attributes, frames, transferSyntaxUID, inflated } = parsed.value;
        const bits = numberOf(attributes, 'BitsAllocated') ?? 8;
        const expected = frames.map((place) => frameBytes(inflated ?? file, place, transferSyntaxUID, bits));
        const client = newClient(archive!.url);
        const received: Uint8Array[] = [];
        const problems = new Set<string>();
        const read = await client.readFrames(
          {
            study: textOf(attributes, 'StudyInstanceUID') as StudyInstanceUID,
            series: textOf(attributes, 'SeriesInstanceUID') as SeriesInstanceUID,
            instance: textOf(attributes, 'SOPInstanceUID') as SOPInstanceUID,
          },
          frames.map((_, index) => index + 1),
          (frame) => {
            received.push(frame.bytes);
            const checked = checkEncodedFrame(encodedFrameShapeOf(attributes)!, frame.transferSyntaxUID, frame.bytes);
            if (!checked.ok) problems.add(checked.failure.reason);
          },
          { lane: 'background' },
        );
        await client.close();
        if (!read.ok) odd[name] = `${read.failure.code} ${JSON.stringify(read.failure.details)}`;
        else if (problems.size > 0) odd[name] = [...problems].join();
        else if (sha256(received) !== sha256(expected)) odd[name] = 'different bytes';
        else equal += 1;
      }
    }
    expect(equal).toBeGreaterThan(30);
    expect(odd).toEqual({
      'CTImage.dcm_JPEGProcess10_12TransferSyntax_1.2.840.10008.1.2.4.55.dcm': 'successive approximation',
    });
  });
});
