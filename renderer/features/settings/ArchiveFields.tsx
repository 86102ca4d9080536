import { useTranslation } from 'react-i18next';
import { Checkbox, Field } from '#renderer/ui/Field.tsx';
import { Select } from '#renderer/ui/Select.tsx';
import type { ArchiveForm, FormField, FormProblems } from './archiveForm.ts';
import styles from './Settings.module.css';

interface ArchiveFieldsProps {
  readonly form: ArchiveForm;
  readonly problems: FormProblems;
  readonly onChange: (form: ArchiveForm) => void;
}

export function ArchiveFields({ form, problems, onChange }: ArchiveFieldsProps) {
  const { t } = useTranslation();
  const text = (field: FormField) => ({
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
      <div className={styles.triple}>
        <Select
          label={t('settings.archives.signIn')}
          value={form.signIn}
          options={(['none', 'basic', 'bearer'] as const).map((value) => ({
            value,
            label: t(`settings.signIn.${value}`),
          }))}
          onChange={(signIn) => onChange({ ...form, signIn })}
        />
        {form.signIn === 'basic' && <Field {...text('username')} dir="ltr" maxLength={200} />}
        {form.signIn !== 'none' && (
          <Field
            {...text('secret')}
            label={t(`settings.archives.secret.${form.signIn}`)}
            type="password"
            autoComplete="new-password"
            hint={form.hasSecret ? t('settings.archives.secretKept') : t('settings.archives.secretStored')}
          />
        )}
      </div>
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
    </>
  );
}
