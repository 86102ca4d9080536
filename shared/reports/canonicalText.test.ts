import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addendumText, canonicalSection, canonicalText, isEmptyReport } from './canonicalText.ts';
import { emptySections } from './report.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 400 });

describe('the canonical text', () => {
  it('shows headings in reading order and leaves out what says nothing', () => {
    const sections = {
      ...emptySections,
      technique: 'CT chest without contrast.  \r\n',
      findings: '\n\nRight upper lobe nodule.\r\rNo effusion.\n\n\n\nعام',
      impression: 'Nodule.',
    };
    expect(canonicalText('final', sections)).toBe(
      'TECHNIQUE\nCT chest without contrast.\n\nFINDINGS\nRight upper lobe nodule.\n\nNo effusion.\n\nعام\n\nIMPRESSION\nNodule.\n',
    );
    expect(canonicalText('addendum', { ...emptySections, impression: 'Seen again.' })).toBe('ADDENDUM\nSeen again.\n');
  });

  it('joins what was typed in two ways into one text (NFC)', () => {
    expect(canonicalSection('ou\u0308')).toBe('oü');
    expect(canonicalSection('\u0627\u0653')).toBe('\u0622');
  });

  it('keeps marks of direction and drops what DICOM text may not hold', () => {
    expect(canonicalSection('a\u200eb\u2067c\u2069\u0007\u0000d\ud800')).toBe('a\u200eb\u2067c\u2069d');
  });

  it('doing it twice changes nothing, and nothing forbidden is left', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = canonicalSection(text);
        expect(canonicalSection(once)).toBe(once);
        expect(once).not.toMatch(/[\r\0\u007f]|\p{Surrogate}|[ \t]$/mu);
        expect(once).toBe(once.normalize('NFC'));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is empty without findings and impression, however much was prefilled', () => {
    expect(isEmptyReport({ ...emptySections, technique: 'CT', comparison: 'None.', findings: ' \n ' })).toBe(true);
    expect(isEmptyReport({ ...emptySections, impression: 'Normal.' })).toBe(false);
    expect(addendumText(emptySections)).toBe('');
  });
});
