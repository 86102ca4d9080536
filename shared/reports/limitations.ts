/** What a report was signed without. Of a series, the words that its reader knows it by. */
export interface NotSeen {
  /** Images that were not here, of so many. */
  readonly missing: number;
  readonly of: number;
  /** Slices that the study lacks as it was received, by the places of the others. */
  readonly lacking: readonly { readonly series: string; readonly slices: number }[];
  /** Images that were here and could not be shown. */
  readonly notShown: number;
}

/**
 * What the signed text says of its own limits, in plain words, one sentence each; none where all was there to be seen.
 * English as the headings are: it is part of what is signed, and read by whoever treats the patient.
 */
export function limitationsOf({ missing, of, lacking, notShown }: NotSeen): readonly string[] {
  const sentences: string[] = [];
  if (missing > 0) {
    sentences.push(`Signed while ${missing} of ${of} images ${were(missing)} not available to the reader.`);
  }
  for (const { series, slices } of lacking) {
    const words = slices === 1 ? '1 slice is' : `${slices} slices are`;
    // As received: it may have come by disc, where there is no archive.
    sentences.push(`${words} missing in the study as received${series === '' ? '' : `, series ${series}`}.`);
  }
  if (notShown > 0) {
    const words = notShown === 1 ? '1 image' : `${notShown} images`;
    sentences.push(`${words} could not be shown to the reader.`);
  }
  return sentences;
}

function were(count: number): string {
  return count === 1 ? 'was' : 'were';
}
