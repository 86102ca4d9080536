import i18next from 'i18next';

type Details = Readonly<Record<string, string | number>>;

/** The shape of a failure as far as its sentence needs it. */
export interface ExplainedFailure {
  readonly code: string;
  readonly details?: Details | undefined;
  readonly id?: string | undefined;
}

/**
 * Fills `{{name}}` from the details. A part in square brackets stands only when all that it names is known,
 * so that one sentence serves a failure that came with details and one that came without.
 */
export function fillSentence(sentence: string, details: Details = {}): string {
  const known = (name: string) => Object.hasOwn(details, name) && String(details[name]) !== '';
  const fill = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(details[name] ?? ''));
  const whole = sentence.replace(/\[([^\]]*)\]/g, (_, part: string) =>
    [...part.matchAll(/\{\{(\w+)\}\}/g)].every(([, name = '']) => known(name)) ? part : '',
  );
  return fill(whole)
    .replace(/\s+([.,;:])/g, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** As `failureText`, with the site as people call it where the sentence would name its computer. */
export function failureAt(failure: ExplainedFailure, site: string): string {
  const { host, ...details } = failure.details ?? {};
  if (host === undefined) return failureText(failure);
  return failureText({ ...failure, details: { ...details, host: site } });
}

/** One sentence or two: what happened, and what to do. The id finds the line in the log. */
export function failureText(failure: ExplainedFailure): string {
  const sentence = i18next.t(`failures.${failure.code}`, { skipInterpolation: true, defaultValue: '' });
  const text = fillSentence(sentence || i18next.t('failures.Unexpected', { skipInterpolation: true }), failure.details);
  return failure.id === undefined ? text : `${text} (${failure.id})`;
}
