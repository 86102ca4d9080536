import type { ArchiveDescription, ArchiveDraft } from '#shared/contract/archives.ts';
import { type AccessField, type AccessForm, accessDraft, accessOf, accessProblems, emptyAccess } from './accessForm.ts';

/** An archive as the form holds it: every field text or choice, so that half-written values have a place. */
export interface ArchiveForm extends AccessForm {
  readonly archiveId: ArchiveDescription['archiveId'] | undefined;
  readonly name: string;
  readonly url: string;
  /** "7", or "all". */
  readonly daysBack: string;
  /** "CT, MR"; empty means all. */
  readonly modalities: string;
  readonly prefetch: boolean;
  readonly mayCompress: boolean;
  readonly mayPreview: boolean;
}

export const emptyForm: ArchiveForm = {
  ...emptyAccess,
  archiveId: undefined,
  name: '',
  url: '',
  daysBack: '7',
  modalities: '',
  prefetch: true,
  mayCompress: false,
  mayPreview: false,
};

export function formOf(archive: ArchiveDescription): ArchiveForm {
  const { archiveId, name, url, assignment } = archive;
  return {
    ...accessOf(archive),
    archiveId,
    name,
    url,
    daysBack: assignment.daysBack === allDays ? 'all' : String(assignment.daysBack),
    modalities: assignment.modalities.join(', '),
    prefetch: assignment.prefetch,
    mayCompress: archive.mayCompress ?? false,
    mayPreview: archive.mayPreview ?? false,
  };
}

export type FormField = 'name' | 'url' | 'daysBack' | 'modalities' | AccessField;
/** Keys under `settings.problem`. */
export type FormProblem =
  | 'missing'
  | 'notWebAddress'
  | 'notProxyAddress'
  | 'secretInAddress'
  | 'notDays'
  | 'notModalities';
export type FormProblems = Partial<Readonly<Record<FormField, FormProblem>>>;

/** What stands in the way of trying or saving, by field; empty when nothing does. */
export function problemsOf(form: ArchiveForm): FormProblems {
  const url = addressProblem(form.url);
  return {
    ...(form.name.trim() === '' ? { name: 'missing' as const } : {}),
    ...(url ? { url } : {}),
    ...accessProblems(form),
    ...(daysOf(form.daysBack) === undefined ? { daysBack: 'notDays' as const } : {}),
    ...(modalitiesOf(form.modalities).every((code) => /^[A-Z0-9]{2,16}$/.test(code))
      ? {}
      : { modalities: 'notModalities' as const }),
  };
}

function addressProblem(text: string): FormProblem | undefined {
  if (text.trim() === '') return 'missing';
  const url = URL.parse(text.trim());
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return 'notWebAddress';
  // A password in an address ends in settings files and logs; it has its own field and goes to the vault.
  return url.username !== '' || url.password !== '' ? 'secretInAddress' : undefined;
}

/** The contract's word for every day, however long ago. */
const allDays = 3650;

/** What the field says, in days: a number as it is written, or "all". Nothing is cut to fit. */
function daysOf(text: string): number | undefined {
  if (text.trim().toLowerCase() === 'all') return allDays;
  const days = /^\s*\d+\s*$/.test(text) ? Number(text) : 0;
  return days >= 1 && days <= allDays ? days : undefined;
}

/** Whether something was written or chosen that is not kept yet. */
export function isChanged(form: ArchiveForm, start: ArchiveForm): boolean {
  return (Object.keys(start) as (keyof ArchiveForm)[]).some((field) => form[field] !== start[field]);
}

/** Signing in over http gives the password to everyone on the way; the form says so and asks for nothing more. */
export function isReadableOnTheWay({ url, signIn }: ArchiveForm): boolean {
  const parsed = URL.parse(url.trim());
  const isHere = parsed !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(parsed.hostname);
  return parsed?.protocol === 'http:' && !isHere && signIn !== 'none';
}

function modalitiesOf(text: string): readonly string[] {
  return text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '');
}

/** The draft that the host is asked to try or to keep. Only for a form without problems. */
export function draftOf(form: ArchiveForm): ArchiveDraft {
  return {
    ...(form.archiveId === undefined ? {} : { archiveId: form.archiveId }),
    name: form.name.trim(),
    url: form.url.trim(),
    ...accessDraft(form),
    assignment: {
      daysBack: daysOf(form.daysBack) ?? allDays,
      modalities: [...modalitiesOf(form.modalities)],
      prefetch: form.prefetch,
    },
    mayCompress: form.mayCompress,
    mayPreview: form.mayPreview,
  };
}
