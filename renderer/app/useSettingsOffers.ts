import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type PaletteOffer, useOffers } from '../session/paletteOffers.ts';
import { openSettings, settingsSections } from './route.ts';

/** Every page of the settings, for the palette. */
export function useSettingsOffers(): void {
  const { t } = useTranslation();
  const offers = useMemo(
    () =>
      settingsSections.map(
        (section): PaletteOffer => ({
          id: `settings ${section}`,
          kind: 'hands.palette.settings',
          title: t(`settings.sections.${section}`),
          detail: '',
          run: () => openSettings(section),
        }),
      ),
    [t],
  );
  useOffers(offers);
}
