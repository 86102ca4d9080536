import type { FacetCorrection } from '#shared/contract/hanging.ts';
import type { ScannerSeries } from '#shared/dicom/series/corrections.ts';

/** What was said that holds for one series: of itself, or of every one of its name from its scanner at its site. */
export function correctionsOn(
  corrections: readonly FacetCorrection[],
  series: {
    readonly archiveId: string;
    readonly seriesInstanceUID: string;
    readonly scanner: ScannerSeries | undefined;
  },
): readonly FacetCorrection[] {
  const { archiveId, seriesInstanceUID, scanner } = series;
  return corrections.filter((correction) => {
    if (correction.archiveId !== archiveId) return false;
    const { of } = correction;
    if (of.kind === 'series') return of.seriesInstanceUID === seriesInstanceUID;
    return (
      of.station === scanner?.station && of.protocol === scanner.protocol && of.description === scanner.description
    );
  });
}
