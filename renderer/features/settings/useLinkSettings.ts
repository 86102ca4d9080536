import { useRef, useState } from 'react';
import type { LinkSettings } from '#shared/contract/settings.ts';
import { useSettings } from './useSettings.ts';

/**
 * What the line may be used for, and a way to change a part of it that shows at once. Changes that follow one another
 * faster than the host answers add up: leaving a field by a click on a choice is two of them.
 */
export function useLinkSettings() {
  const { settings, save, failure } = useSettings();
  const [wanted, setWanted] = useState<LinkSettings>();
  const latest = useRef<LinkSettings>(undefined);
  const change = (part: Partial<LinkSettings>) => {
    const base = latest.current ?? settings?.link;
    if (!base) return;
    const next = { ...base, ...part };
    latest.current = next;
    setWanted(next);
    void save({ link: next }).then(() => {
      if (latest.current !== next) return;
      latest.current = undefined;
      setWanted(undefined);
    });
  };
  return { link: wanted ?? settings?.link, change, failure };
}
