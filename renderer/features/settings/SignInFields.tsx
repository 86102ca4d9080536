import { useTranslation } from 'react-i18next';
import { Field } from '#renderer/ui/Field.tsx';
import { Select } from '#renderer/ui/Select.tsx';
import type { ArchiveFieldsProps } from './ArchiveFields.tsx';
import type { AccessField } from './accessForm.ts';
import styles from './Settings.module.css';

type TextField = AccessField | 'scope' | 'audience';

/** By what the archive knows who asks. */
export function SignInFields({ form, problems, onChange }: ArchiveFieldsProps) {
  const { t } = useTranslation();
  const text = (field: TextField) => {
    const problem = field === 'scope' || field === 'audience' ? undefined : problems[field];
    return {
      label: t(`settings.archives.${field === 'secret' ? `secret.${form.signIn}` : field}`),
      value: form[field],
      problem: problem && t(`settings.problem.${problem}`),
      dir: 'ltr' as const,
      onChange: (event: { readonly target: { readonly value: string } }) =>
        onChange({ ...form, [field]: event.target.value }),
    };
  };
  const secret = (
    <Field
      {...text('secret')}
      type="password"
      autoComplete="new-password"
      hint={t(form.keptSecret === form.signIn ? 'settings.archives.secretKept' : 'settings.archives.secretStored')}
    />
  );
  return (
    <>
      <div className={styles.triple}>
        <Select
          label={t('settings.archives.signIn')}
          value={form.signIn}
          options={(['none', 'basic', 'oidc', 'bearer'] as const).map((value) => ({
            value,
            label: t(`settings.signIn.${value}`),
          }))}
          onChange={(signIn) => onChange({ ...form, signIn })}
        />
        {form.signIn === 'basic' && <Field {...text('username')} maxLength={200} />}
        {(form.signIn === 'basic' || form.signIn === 'bearer') && secret}
        {form.signIn === 'oidc' && (
          <>
            <Field {...text('issuer')} inputMode="url" maxLength={2000} placeholder="https://login.example/" />
            <Field {...text('clientId')} maxLength={300} />
          </>
        )}
      </div>
      {form.signIn === 'oidc' && (
        <>
          <div className={styles.triple}>
            <Select
              label={t('settings.archives.flow')}
              value={form.flow}
              options={(['browser', 'device'] as const).map((value) => ({ value, label: t(`settings.flow.${value}`) }))}
              onChange={(flow) => onChange({ ...form, flow })}
            />
          </div>
          <p className={styles.muted}>{t('settings.archives.signInAfterSaving')}</p>
          <details className={styles.more}>
            <summary>{t('settings.archives.signInDetails')}</summary>
            <div className={[styles.form, styles.triple].join(' ')}>
              <Field {...text('scope')} maxLength={1000} hint={t('settings.archives.scopeHint')} />
              <Field {...text('audience')} maxLength={1000} />
              {secret}
            </div>
          </details>
        </>
      )}
    </>
  );
}
