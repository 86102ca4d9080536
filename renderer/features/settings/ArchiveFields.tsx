import { useTranslation } from 'react-i18next';
import { Checkbox, Field } from '#renderer/ui/Field.tsx';
import type { ArchiveForm, FormProblems } from './archiveForm.ts';
import { RouteFields } from './RouteFields.tsx';
import styles from './Settings.module.css';
import { SignInFields } from './SignInFields.tsx';

export interface ArchiveFieldsProps {
  readonly form: ArchiveForm;
  readonly problems: FormProblems;
  readonly onChange: (form: ArchiveForm) => void;
}

export function ArchiveFields({ form, problems, onChange }: ArchiveFieldsProps) {
  const { t } = useTranslation();
  const text = (field: 'name' | 'url' | 'daysBack' | 'modalities') => ({
    label: t(`settings.archives.${field}`),
    value: form[field],
    problem: problems[field] && t(`settings.problem.${problems[field]}`),
    onChange: (event: { readonly target: { readonly value: string } }) =>
      onChange({ ...form, [field]: event.target.value }),
  });
  return (
    <>
      <div className={styles.pair}>
        <Field {...text('name')} dir="auto" autoFocus maxLength={80} placeholder={t('settings.archives.nameExample')} />
        <Field
          {...text('url')}
          dir="ltr"
          inputMode="url"
          maxLength={2000}
          placeholder="https://pacs.example/dicom-web"
        />
      </div>
      <SignInFields form={form} problems={problems} onChange={onChange} />
      <div className={styles.triple}>
        <Field {...text('daysBack')} dir="ltr" maxLength={12} hint={t('settings.archives.daysHint')} />
        <Field {...text('modalities')} dir="ltr" placeholder={t('settings.archives.allModalities')} />
      </div>
      <Checkbox
        label={t('settings.archives.prefetch')}
        checked={form.prefetch}
        onChange={(event) => onChange({ ...form, prefetch: event.target.checked })}
      />
      {(['mayCompress', 'mayPreview'] as const).map((name) => (
        <Checkbox
          key={name}
          label={t(`settings.archives.${name}`)}
          checked={form[name]}
          onChange={(event) => onChange({ ...form, [name]: event.target.checked })}
        />
      ))}
      <RouteFields form={form} problems={problems} onChange={onChange} />
    </>
  );
}
