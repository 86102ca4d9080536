/** Longer names are cut: none is, that a person wrote. */
const longestText = 1_000;

/**
 * Text of a header as the word lists read it: upper case without accents, one blank between words, glued names taken
 * apart ("AXT2FLAIR", "FatSat", "HBP20min"), `+` a word of its own.
 */
export function normalise(text: string): string {
  return (
    text
      .slice(0, longestText)
      .replace(/([a-z]{2})(?=[A-Z])/g, '$1 ')
      .replace(/(?<![A-Za-z])([a-z])(?=ADC|DWI|THRIVE|T[12]W|PDW|[BT]?TFE|MRCP)/g, '$1 ')
      .replace(/ı/g, 'i')
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .replace(/ß/g, 'ss')
      .toUpperCase()
      .replace(/\+ ?[/&]? ?-/g, ' ')
      // "C-" means without contrast; its hyphen would be lost below.
      .replace(/(?<![A-Z0-9])(?:C|KM|GD|IV) ?-(?=$|[\s_)/])/g, ' NONCON ')
      .replace(/(?<=^|[\s_(])-(?:C|CM|KM)(?=$|[\s_)/])/g, ' NONCON ')
      .replace(/[_\-.,/\\()[\]{}*^:;|='"#&]+/g, ' ')
      .replace(/\+/g, ' + ')
      .replace(/(?<![A-Z0-9])(D?SSH|[SVM])(?=DWI|T[12]W)/g, '$1 ')
      // A line through the brain that slices are laid by.
      .replace(/(?<![A-Z0-9])AC ?PC(?![A-Z0-9])/g, ' ')
      .replace(/(?<![A-Z0-9])([234]D)(?=[A-Z])/g, '$1 ')
      .replace(/(?<![A-Z0-9])(O?AX|O?SAG|O?COR|TRA)(?=T1|T2|PD|FLAIR|STIR|DWI|ADC|SWI|[23]D)/g, '$1 ')
      .replace(
        /(?<![A-Z0-9])((?:T1|T2|PD)W?I?)(?=[TF]SE|SE|FS|FLAIR|STIR|TIRM|GRE|FFE|TFE|SPAIR|SPIR|STAR|VIBE)/g,
        '$1 ',
      )
      .replace(/([A-Z]{3})(?=\d)/g, '$1 ')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

/**
 * Whether one of the words stands in a normalised text as a word of its own: "PORTABLE" has no "RTA" in it.
 * `words`: pieces of a regular expression without nested repetition, so that the search takes linear time.
 */
export function anyWord(...words: readonly string[]): RegExp {
  return new RegExp(`(?<![A-Z0-9])(?:${words.join('|')})(?![A-Z0-9])`);
}
