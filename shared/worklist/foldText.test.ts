import { describe, expect, it } from 'vitest';
import { foldText } from './foldText.ts';

describe('foldText', () => {
  it('ignores case and diacritics of Latin names', () => {
    expect(foldText('  MÜLLER   Jörg ')).toBe('muller jorg');
    expect(foldText('Łukasz Sørensen')).toBe('lukasz sorensen');
  });

  it('finds an Urdu name typed on an Arabic keyboard', () => {
    expect(foldText('عائشہ صدیقی')).toBe(foldText('عائشة صديقي'));
    expect(foldText('مُحَمَّد')).toBe(foldText('محمد'));
  });

  it('keeps Devanagari vowel signs, which tell names apart, and drops the nukta', () => {
    expect(foldText('कमला')).not.toBe(foldText('कमल'));
    expect(foldText('फ़रीदा')).toBe(foldText('फरीदा'));
  });

  it('reads digits in any script and drops direction marks', () => {
    expect(foldText('۱۲۳')).toBe('123');
    expect(foldText('१२३')).toBe('123');
    expect(foldText('\u200fعلی\u200e')).toBe(foldText('علی'));
  });
});
