import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addendumText, canonicalSection, canonicalSections, canonicalText, isEmptyReport } from './canonicalText.ts';
import { emptySections, sectionNames } from './report.ts';

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

  it.each(['\r', '\r\n', '\u000b', '\f', '\u0085', '\u2028', '\u2029'])(
    'never joins two words across %j',
    (lineEnd) => {
      expect(canonicalSection(`no${lineEnd}fracture`)).toBe('no\nfracture');
    },
  );

  it('keeps every section under its own name', () => {
    const sections = { ...emptySections };
    for (const name of sectionNames) sections[name] = ` ${name} \n`;
    expect(canonicalSections(sections)).toEqual(
      Object.fromEntries(Object.keys(emptySections).map((name) => [name, ` ${name}`])),
    );
  });

  it('doing it twice changes nothing, and nothing forbidden is left', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = canonicalSection(text);
        expect(canonicalSection(once)).toBe(once);
        expect(once).not.toMatch(/[\r\v\0\u007f]|\p{Surrogate}|[ \t]$/mu);
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
