import { describe, expect, it } from 'vitest';
import { canonicalText } from './canonicalText.ts';
import { limitationsOf } from './limitations.ts';
import { emptySections } from './report.ts';

describe('what a report says of its own limits', () => {
  it('P6: one plain sentence for each, and none where everything was seen', () => {
    expect(limitationsOf({ missing: 0, of: 140, lacking: [], notShown: 0 })).toEqual([]);
    expect(
      limitationsOf({
        missing: 138,
        of: 140,
        lacking: [
          { series: '3, lung', slices: 20 },
          { series: '', slices: 1 },
        ],
        notShown: 2,
      }),
    ).toEqual([
      'Signed while 138 of 140 images were not available to the reader.',
      '20 slices are missing in the study as received, series 3, lung.',
      '1 slice is missing in the study as received.',
      '2 images could not be shown to the reader.',
    ]);
    expect(limitationsOf({ missing: 1, of: 2, lacking: [], notShown: 1 })).toEqual([
      'Signed while 1 of 2 images was not available to the reader.',
      '1 image could not be shown to the reader.',
    ]);
  });

  it('P6: stands at the end of the signed text, of a report and of an addendum, and nowhere without limits', () => {
    const sections = { ...emptySections, impression: 'No nodule.' };
    const limits = ['1 image could not be shown to the reader.'];
    expect(canonicalText('final', sections, limits)).toBe(
      'IMPRESSION\nNo nodule.\n\nLIMITATIONS\n1 image could not be shown to the reader.\n',
    );
    expect(canonicalText('addendum', sections, limits)).toBe(
      'ADDENDUM\nNo nodule.\n\nLIMITATIONS\n1 image could not be shown to the reader.\n',
    );
    expect(canonicalText('final', sections, [])).toBe(canonicalText('final', sections));
  });
});
