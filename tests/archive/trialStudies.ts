/** The small studies that fault trials fetch: several syntaxes, a multi-frame instance, noise that no codec folds away. */
import type { RawFrame, RawFrameShape } from '#electron/base/codecs/rawFrame.ts';
import { encodeFrame } from '#electron/practice/codecs/encodeFrame.ts';
import { type PracticeSyntax, practiceSyntaxes } from '#electron/practice/codecs/practiceSyntaxes.ts';
import type { StoredInstance, StoredStudies } from '#electron/practice/index.ts';
import { datasetOf, twelveBitGrey } from '#tests/fixtures/imageDataset.ts';
import { createTestRandom } from '#tests/fixtures/testRandom.ts';

export interface TrialCorpus {
  /** The archive whose frames are right. */
  readonly own: StoredStudies;
  /** As `own` by every name, but each frame shows something else, and is eight rows higher. */
  readonly impostor: StoredStudies;
  /** As `own`, but every frame went through a lossy codec. */
  readonly lossy: StoredStudies;
  /** What each frame is, by "SOP Instance UID/frame number". */
  readonly truth: ReadonlyMap<string, TrueFrame>;
  readonly studies: readonly string[];
  /** In the archive too, of another patient and another decade: nobody asked for it. */
  readonly foreignStudy: string;
}

export interface TrueFrame {
  readonly transferSyntaxUID: string;
  readonly stored: Uint8Array;
  /** The same samples uncompressed: an archive may hand them out where the stored form was refused. */
  readonly native: Uint8Array;
  readonly shape: RawFrameShape;
}

interface SeriesPlan {
  readonly study: number;
  readonly series: number;
  readonly instances: number;
  readonly frames: number;
  readonly size: number;
  readonly syntax: PracticeSyntax;
  readonly modality: string;
  readonly date?: string;
}

const foreign: SeriesPlan = {
  study: 9,
  series: 1,
  instances: 2,
  frames: 1,
  size: 48,
  syntax: practiceSyntaxes.jpegLs,
  modality: 'CT',
  date: '20100101',
};
const plans: readonly SeriesPlan[] = [
  { study: 1, series: 1, instances: 8, frames: 1, size: 48, syntax: practiceSyntaxes.jpegLs, modality: 'CT' },
  { study: 1, series: 2, instances: 3, frames: 1, size: 32, syntax: practiceSyntaxes.rle, modality: 'CT' },
  { study: 2, series: 1, instances: 4, frames: 1, size: 40, syntax: practiceSyntaxes.jpeg2000, modality: 'MR' },
  {
    study: 2,
    series: 2,
    instances: 1,
    frames: 6,
    size: 32,
    syntax: practiceSyntaxes.explicitLittleEndian,
    modality: 'MR',
  },
];
/** Requests for frames that a codec has coded. */
export const codedFrames = /\/series\/[\d.]*\.(1\.1|1\.2|2\.1)\/.*\/frames\//;
const jpegLsNearLossless = '1.2.840.10008.1.2.4.81';
const uid = (...parts: readonly number[]): string => `1.2.826.0.1.3680043.8.498.${parts.join('.')}`;

interface Drawn {
  readonly instance: StoredInstance;
  readonly frames: readonly TrueFrame[];
}

let corpus: Promise<TrialCorpus> | undefined;

/** Drawn once for each process. */
export function trialCorpus(): Promise<TrialCorpus> {
  corpus ??= drawCorpus();
  return corpus;
}

/** One study of single-frame images, many of them the same by their pixels: enough to be on its way for a while. */
export async function longStudy(instances: number): Promise<Pick<TrialCorpus, 'own' | 'truth' | 'studies'>> {
  const plan: SeriesPlan = {
    study: 5,
    series: 1,
    instances: 16,
    frames: 1,
    size: 48,
    syntax: practiceSyntaxes.jpegLs,
    modality: 'CT',
  };
  const distinct = await drawAll([plan], 0);
  const drawn = Array.from({ length: instances }, (_, index): Drawn => {
    const { frames } = distinct[index % distinct.length] as Drawn;
    return { instance: instanceOf(plan, index + 1, 0, plan.syntax), frames };
  });
  return { own: studiesOf(drawn), truth: truthOf(drawn), studies: [uid(plan.study)] };
}

async function drawCorpus(): Promise<TrialCorpus> {
  const own = await drawAll(plans, 0);
  const other = await drawAll(plans, 8);
  const strange = await drawAll([foreign], 0);
  return {
    own: studiesOf([...own, ...strange]),
    impostor: studiesOf(other),
    // Near-lossless by its own word: the bytes need not differ for the word to count.
    lossy: studiesOf(
      own.map((one) => ({ ...one, instance: { ...one.instance, transferSyntaxUID: jpegLsNearLossless } })),
    ),
    truth: truthOf(own),
    studies: [...new Set(plans.map(({ study }) => uid(study)))],
    foreignStudy: uid(foreign.study),
  };
}

async function drawAll(planned: readonly SeriesPlan[], moreRows: number): Promise<Drawn[]> {
  const drawn: Drawn[] = [];
  for (const plan of planned) {
    for (let number = 1; number <= plan.instances; number += 1) {
      const frames: TrueFrame[] = [];
      for (let frame = 1; frame <= plan.frames; frame += 1) {
        const raw = noise(
          plan.size,
          plan.size + moreRows,
          plan.study * 10_000 + plan.series * 1_000 + number * 10 + frame,
        );
        const stored = await encodeFrame(raw, plan.syntax);
        frames.push({ transferSyntaxUID: plan.syntax, stored, native: raw.bytes, shape: raw });
      }
      drawn.push({ instance: instanceOf(plan, number, moreRows, plan.syntax), frames });
    }
  }
  return drawn;
}

function truthOf(drawn: readonly Drawn[]): ReadonlyMap<string, TrueFrame> {
  const truth = new Map<string, TrueFrame>();
  for (const { instance, frames } of drawn) {
    const name = instance.attributes['00080018']?.Value?.[0] as string;
    for (const [index, frame] of frames.entries()) truth.set(`${name}/${index + 1}`, frame);
  }
  return truth;
}

function noise(columns: number, rows: number, seed: number): RawFrame {
  const random = createTestRandom(seed);
  const words = Uint16Array.from({ length: columns * rows }, () => Math.floor(random.fraction() * 4096));
  return {
    columns,
    rows,
    samplesPerPixel: 1,
    bitsAllocated: 16,
    bitsStored: 12,
    signed: false,
    bytes: new Uint8Array(words.buffer),
  };
}

function instanceOf(plan: SeriesPlan, number: number, moreRows: number, transferSyntaxUID: string): StoredInstance {
  const attributes = datasetOf({
    SOPClassUID: ['1.2.840.10008.5.1.4.1.1.2'],
    SOPInstanceUID: [uid(plan.study, plan.series, number)],
    StudyInstanceUID: [uid(plan.study)],
    SeriesInstanceUID: [uid(plan.study, plan.series)],
    StudyDate: [plan.date ?? '20260930'],
    StudyTime: ['101500'],
    Modality: [plan.modality],
    PatientID: [`TRIAL${plan.study}`],
    PatientName: [{ Alphabetic: `TRIAL^PATIENT${plan.study}` }],
    StudyDescription: ['TRIAL'],
    SeriesNumber: [plan.series],
    InstanceNumber: [number],
    NumberOfFrames: [plan.frames],
    Rows: [plan.size + moreRows],
    Columns: [plan.size],
    ...twelveBitGrey,
  });
  return { attributes, transferSyntaxUID, frameCount: plan.frames };
}

function studiesOf(drawn: readonly Drawn[]): StoredStudies {
  const byInstance = new Map(drawn.map(({ instance, frames }) => [instance, frames]));
  const instances = drawn.map(({ instance }) => instance);
  return {
    instances: () => instances,
    readFrame: (instance, frameNumber) => Promise.resolve(byInstance.get(instance)?.[frameNumber - 1]?.stored),
    readInstance: () => Promise.resolve(undefined),
  };
}
