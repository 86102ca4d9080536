import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type PaletteOffer, useOffers } from '../../../session/paletteOffers.ts';
import { documentDeskOf, openDocument } from '../documents/documentDesk.ts';
import { documentTitle } from '../documents/documentText.ts';
import { useReading, useReadingState } from '../readingContext.ts';
import { documentsIn } from '../series/panelRows.ts';

/** The series and the documents on the desk, for the palette: a few letters of one hang it, or open it. */
export function PaletteOffers() {
  const { t } = useTranslation();
  const { session } = useReading();
  const images = useReadingState((state) => state.images);
  const snapshot = useReadingState((state) => state.snapshot);
  const offers = useMemo(() => {
    const series = images.sets.map(
      ({ set, seriesNumber, description }): PaletteOffer => ({
        id: `series ${set.id}`,
        kind: 'hands.palette.series',
        title: description === '' ? set.modality : description,
        detail: [seriesNumber, set.modality, t('hands.palette.images', { count: set.frames.length })]
          .filter((part) => part !== undefined)
          .join(' · '),
        run: () => session.hang(set.id),
      }),
    );
    const documents = documentsIn(snapshot).map(
      (document): PaletteOffer => ({
        id: `document ${document.sopInstanceUID}`,
        kind: 'hands.palette.document',
        title: documentTitle(document, t),
        detail: t(`documents.kind.${document.kind}`),
        run: () => openDocument(documentDeskOf(session), { document, snapshot }),
      }),
    );
    return [...series, ...documents];
  }, [images, snapshot, session, t]);
  useOffers(offers);
  return null;
}
