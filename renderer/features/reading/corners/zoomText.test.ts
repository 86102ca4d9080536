import { expect, test } from 'vitest';
import { startI18n } from '../../../i18n/i18n.ts';
import type { BoxState } from '../../../imaging/imageBoxView.ts';
import { zoomText } from './overlayText.ts';

const { t } = startI18n();

test.each<[string, Pick<BoxState, 'zoom' | 'pixelScale'>]>([
  ['fit 135 %', { zoom: 1, pixelScale: 1.3489 }],
  ['zoom 270 %', { zoom: 2, pixelScale: 2.698 }],
  ['fit 13 %', { zoom: 1, pixelScale: 0.132 }],
  ['fit 9.4 %', { zoom: 1, pixelScale: 0.0941 }],
  ['1:1', { zoom: 7.6, pixelScale: 1 }],
  ['1:1', { zoom: 1, pixelScale: 1.0004 }],
  ['fit', { zoom: 1, pixelScale: undefined }],
  ['zoom 1.25 × fit', { zoom: 1.25, pixelScale: undefined }],
])('%s: screen pixels for one of the image, never how much larger than whole alone', (words, state) => {
  expect(zoomText(state as BoxState, t)).toBe(words);
});
