import { describe, expect, test } from 'vitest';
import { splitIntoDisplaySets } from '#shared/dicom/displaySets.ts';
import { readImageDescription } from '#shared/dicom/readImageDescription.ts';
import { imageDataset } from '#tests/fixtures/imageDataset.ts';
import { startI18n } from '../../../i18n/i18n.ts';
import { emptyBoxState } from '../../../imaging/boxStateKeeper.ts';
import { imageIdOf } from '../../../imaging/frames/frameCatalogue.ts';
import type { BoxState } from '../../../imaging/imageBoxView.ts';
import { type ChainFacts, fidelityChain } from './chainWords.ts';

const { t } = startI18n();
const truth = { backend: 'gpu', stack: { worst: 0 }, plane: { worst: 1 }, tookMs: 100 } as const;

function chain(
  attributes: Parameters<typeof imageDataset>[0] = {},
  change: Partial<BoxState> = {},
  more: Partial<ChainFacts> = {},
) {
  const image = readImageDescription(imageDataset(attributes));
  if (!image.ok) throw new Error(image.failure);
  const [set] = splitIntoDisplaySets([image.value]);
  const item = set!.frames[0]!;
  const fidelity = {
    transfer: 'lossless',
    lossyAtSource: false,
    asked: 'asStored',
    received: '1.2.840.10008.1.2.4.80',
  } as const;
  const state: BoxState = {
    ...emptyBoxState,
    set,
    drawn: { index: 0, imageId: imageIdOf(item), item, fidelity },
    grey: { window: { center: 40, width: 400 }, voiFunction: 'LINEAR', inverted: false, table: undefined },
    pixelScale: 1.5,
    ...change,
  };
  return fidelityChain({ state, graphics: { backend: 'gpu', trouble: undefined }, truth, ...more });
}

const words = (links: ReturnType<typeof chain>) =>
  links.map(({ name, values = {} }) => t(`fidelity.chain.${name}` as 'fidelity.chain.checked', values));

describe('the whole way from the source to the screen', () => {
  test('a plain CT, in sentences', () => {
    expect(words(chain({ RescaleSlope: [1], RescaleIntercept: [-1024], RescaleType: ['HU'] }))).toEqual([
      'The archive sent it as it holds it.',
      'It came as JPEG-LS Lossless.',
      'Checked: that it is the image asked for, its digest, its own header and its end.',
      'Decoded to 128 × 128 pixels of 12 bits.',
      'Values: stored × 1 + -1024 HU',
      'Grey: linear window, centre 40, width 400.',
      'Between pixels the screen shows a mix of neighbours.',
      'One pixel of the image is 1.5 pixels of the screen.',
      'Drawn by the graphics card.',
      'A known image was drawn for comparison at the start: right, to within 1 of 255 greys.',
    ]);
  });

  test('PX1 PX5 PX7 PX12: what was lost, refused, left out and turned', () => {
    const names = chain(
      {
        LossyImageCompression: ['01'],
        LossyImageCompressionRatio: [4, 8],
        LossyImageCompressionMethod: ['ISO_10918_1'],
        PixelPaddingValue: [0],
        RescaleSlope: [0],
        RescaleIntercept: [0],
        PhotometricInterpretation: ['MONOCHROME1'],
      },
      { pixelScale: 1 },
      { truth: undefined, graphics: { backend: 'cpu', trouble: 'blackBox' } },
    ).map(({ name }) => name);
    expect(names).toEqual([
      'lossyRatio',
      'lossyMethods',
      'asked.asStored',
      'came',
      'checked',
      'decoded.unsigned',
      'padding',
      'noRescale',
      'window.LINEAR',
      'invertedByNature',
      'invertedByReader',
      'scale',
      'backend.cpu',
      'truth.unchecked',
    ]);
  });

  test('PX9: what became of a colour profile is told', () => {
    expect(words(chain({}, {}, { profile: 'applied' }))).toContainEqual(expect.stringMatching(/profile was applied/));
    expect(words(chain({}, {}, { profile: 'notApplied' }))).toContainEqual(expect.stringMatching(/could not be had/));
  });

  test('SF17: a plane that the processor makes is not said to be drawn by the card', () => {
    expect(words(chain({}, { processor: true }))).toContain('Drawn by the processor.');
    expect(words(chain({}, { processor: true }))).not.toContain('Drawn by the graphics card.');
  });

  test('each link has its words, and nothing is told of what is covered', () => {
    expect(chain({}, { cover: { kind: 'loading' } })).toEqual([]);
    for (const link of words(chain())) expect(link).not.toContain('fidelity.');
    expect(words(chain({}, { drawn: undefined }))[0]).toBe('Calculated from the images of the series.');
  });
});
