import { type Result, succeed } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import { type DicomDataset, textOf } from '#shared/dicom/dicomJson.ts';
import { encodedFrameShapeOf } from '#shared/dicom/frameCheck.ts';
import { isUID, type SeriesInstanceUID, type SOPInstanceUID, type StudyInstanceUID } from '#shared/dicom/uids.ts';
import { couldBeCompressed, isStoredLarge } from './chooseRepresentation.ts';
import { dicomJson, readRows } from './dicomJsonAnswer.ts';
import { readFrameParts } from './frameParts.ts';
import { imageToAsk } from './imageToAsk.ts';
import type { ReceivedFrame, RequestOptions } from './index.ts';
import { oneOfEachKind } from './oneOfEachKind.ts';
import { endingOf, type ProbeNeeds } from './probeNeeds.ts';
import { type InstanceAddress, instancePath } from './wado.ts';

/** An image of the archive, and its first frame as it is stored. */
export interface Sample {
  readonly address: InstanceAddress;
  readonly attributes: DicomDataset;
  readonly stored: ReceivedFrame;
}

/** Studies looked into: one of each kind of modality, and another where that shows nothing to compress. */
const mostKinds = 5;
const mostStudies = 50;

/**
 * Probes 7 and 8: one image of a few kinds, with its attributes and its first frame as stored. Small questions: the
 * metadata of one instance, never of a series.
 */
export async function probeSamples(
  needs: ProbeNeeds,
  options: RequestOptions,
): Promise<Result<readonly Sample[], Failure>> {
  const studies = await needs.client.searchStudies({ atMost: mostStudies }, options);
  if (!studies.ok) return endingOf(studies) ?? succeed([]);
  const samples: Sample[] = [];
  const looked = new Set<string>();
  const look = async (uids: readonly (string | undefined)[]) => {
    for (const study of uids) {
      if (study === undefined || !isUID(study) || looked.has(study)) continue;
      looked.add(study);
      const sample = await sampleOf(needs, study as StudyInstanceUID, options);
      if (!sample.ok) return sample;
      if (sample.value) samples.push(sample.value);
    }
    return undefined;
  };
  const oneOfEach = (rows: readonly DicomDataset[]) =>
    oneOfEachKind(rows, mostKinds).map((row) => textOf(row, 'StudyInstanceUID'));
  const ended = await look([...needs.memory.takeUntried(), ...oneOfEach(studies.value)]);
  if (ended) return ended;
  // An archive keeps what came compressed beside what came raw: the other end of its list may be of the other kind.
  const isMore = needs.mayCompress && !samples.some(isLarge);
  return (isMore && (await look(oneOfEach([...studies.value].reverse())))) || succeed(samples);
}

function isLarge({ attributes, stored }: Sample): boolean {
  return couldBeCompressed(imageToAsk(attributes), true) && isStoredLarge(stored.transferSyntaxUID);
}

async function sampleOf(
  needs: ProbeNeeds,
  study: StudyInstanceUID,
  options: RequestOptions,
): Promise<Result<Sample | undefined, Failure>> {
  const { connection, memory } = needs;
  const image = await findImage(needs, study, options);
  if (!image.ok || !image.value) return endingOf(image) ?? succeed(undefined);
  const { address, attributes } = image.value;
  let stored: ReceivedFrame | undefined;
  const take = (frame: ReceivedFrame) => {
    stored = frame;
  };
  const question = { address, frameNumbers: [1], form: 'asStored' as const };
  const read = await readFrameParts(connection, question, take, options);
  if (!read.ok || !stored) return endingOf(read) ?? succeed(undefined);
  memory.noteStored(imageToAsk(attributes), stored.transferSyntaxUID);
  return succeed({ address, attributes, stored });
}

/** The first image of the study: by one row of each series, since the first series may be a report or a dose sheet. */
async function findImage(
  { connection, client }: ProbeNeeds,
  study: StudyInstanceUID,
  options: RequestOptions,
): Promise<Result<Omit<Sample, 'stored'> | undefined, Failure>> {
  const found = await client.searchSeries(study, options);
  if (!found.ok) return found;
  for (const row of found.value.slice(0, mostKinds)) {
    const series = textOf(row, 'SeriesInstanceUID');
    if (series === undefined || !isUID(series)) continue;
    const path = `/studies/${study}/series/${series}/instances?limit=1`;
    const listed = await rowsOf(connection, path, options);
    if (!listed.ok) return listed;
    const instance = listed.value[0] && textOf(listed.value[0], 'SOPInstanceUID');
    if (instance === undefined || !isUID(instance)) continue;
    const address = { study, series: series as SeriesInstanceUID, instance: instance as SOPInstanceUID };
    const metadata = await rowsOf(connection, `${instancePath(address)}/metadata`, options);
    if (!metadata.ok) return metadata;
    const [attributes] = metadata.value;
    if (attributes && encodedFrameShapeOf(attributes)) return succeed({ address, attributes });
  }
  return succeed(undefined);
}

async function rowsOf(
  connection: ProbeNeeds['connection'],
  path: string,
  options: RequestOptions,
): Promise<Result<readonly DicomDataset[], Failure>> {
  const answered = await connection.askForContent({ path, accept: dicomJson }, options);
  if (!answered.ok) return answered;
  const read = await readRows(connection, answered.value);
  return read.ok ? succeed(read.value.datasets) : read;
}
