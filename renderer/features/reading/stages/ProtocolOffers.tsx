import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type PaletteOffer, useOffers } from '../../../session/paletteOffers.ts';
import { useReading, useReadingState } from '../readingContext.ts';

/** "Hang by CT chest": every protocol that is for this study, and every stage of the one that hangs it, for the palette. */
export function ProtocolOffers() {
  const { t } = useTranslation();
  const { session } = useReading();
  const hanging = useReadingState((state) => state.byProtocol?.hanging);
  const offers = useMemo(() => {
    const { protocol } = session;
    if (!protocol || !hanging) return [];
    const others = protocol.eligible.map(
      (each): PaletteOffer => ({
        id: `protocol ${each.id}`,
        kind: 'hanging.desk.palette.protocol',
        title: t('hanging.desk.palette.hangBy', { name: each.name }),
        detail: each.id === hanging.protocol.id ? t('hanging.desk.palette.now') : '',
        run: () => protocol.hangBy(each),
      }),
    );
    const stages = protocol.stages.map(
      (stage): PaletteOffer => ({
        id: `stage ${stage.index}`,
        kind: 'hanging.desk.palette.stage',
        title: stage.name,
        detail: hanging.protocol.name,
        run: () => protocol.showStage(stage.index),
      }),
    );
    return [...others, ...stages];
  }, [session, hanging, t]);
  useOffers(offers);
  return null;
}
