import type { DicomDataset } from '#shared/dicom/dicomJson.ts';
import { type ScannerSeries, scannerSeriesOf } from '#shared/dicom/series/corrections.ts';

/** How many other series of a study are taken for the one that is named so: a word on its name is said of them too. */
export function namesakesIn(
  study: readonly { readonly seriesInstanceUID: string; readonly instances: readonly DicomDataset[] }[],
  seriesInstanceUID: string,
  name: ScannerSeries | undefined,
): number {
  if (!name) return 0;
  const others = study.filter((series) => series.seriesInstanceUID !== seriesInstanceUID);
  return others.filter(({ instances: [first] }) => {
    const other = first && scannerSeriesOf(first);
    return (
      other?.station === name.station && other.protocol === name.protocol && other.description === name.description
    );
  }).length;
}
