import { useLayoutEffect } from 'react';
import { useAnswer } from '../host/hostContext.ts';

/** Puts the reader's text size and density on the page; tokens.css does the rest. */
export function useAppearance(): void {
  const { answer } = useAnswer('settings.read', {});
  const density = answer?.density ?? 'comfortable';
  const textSizePx = answer?.textSizePx ?? 14;
  useLayoutEffect(() => {
    document.documentElement.dataset['density'] = density;
    document.documentElement.style.setProperty('--text-size', `${textSizePx}px`);
  }, [density, textSizePx]);
}
