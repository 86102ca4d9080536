import type { TFunction } from 'i18next';
import { formatLocalDate } from '#renderer/i18n/format.ts';
import type { KnownDisplay } from '#shared/contract/displays.ts';
import { pitchOf } from '#shared/displays/display.ts';

/** What a reader calls the monitor, else its maker, else its size. */
export function nameOf(t: TFunction, { name, facts }: Pick<KnownDisplay, 'name' | 'facts'>): string {
  return name || facts.label || t('displays.unnamed', { width: facts.widthPx, height: facts.heightPx });
}

/** One line of what the computer says of it. */
export function factsText(t: TFunction, { facts, widthMm }: KnownDisplay): string {
  const pitch = pitchOf(facts, widthMm);
  const parts = [
    t('displays.facts.pixels', { width: facts.widthPx, height: facts.heightPx }),
    t('displays.facts.scale', { percent: Math.round(facts.scale * 100) }),
    t('displays.facts.bits', { bits: facts.depthBits }),
    facts.rotation !== 0 && t('displays.facts.rotated', { degrees: facts.rotation }),
    facts.refreshHz !== undefined &&
      facts.refreshHz > 0 &&
      t('displays.facts.hertz', { hertz: Math.round(facts.refreshHz) }),
    pitch !== undefined && t('displays.facts.pitch', { pitch: pitch.toFixed(3) }),
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Why it has this grade, each reason a sentence, until when the check counts, and what a changed clock has to do with it. */
export function gradeSentences(
  t: TFunction,
  { reasons, expiresAt, clockSetBackDays }: Pick<KnownDisplay, 'reasons' | 'expiresAt' | 'clockSetBackDays'>,
): readonly string[] {
  const until =
    expiresAt !== undefined && !reasons.includes('checkExpired')
      ? [t('displays.until', { date: formatLocalDate(expiresAt) })]
      : [];
  const setBack = clockSetBackDays === undefined ? [] : [t('displays.clockSetBack', { count: clockSetBackDays })];
  return [...reasons.map((reason) => t(`displays.reasons.${reason}`)), ...until, ...setBack];
}
