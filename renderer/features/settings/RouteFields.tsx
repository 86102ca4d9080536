import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLocalDate } from '#renderer/i18n/format.ts';
import { Field } from '#renderer/ui/Field.tsx';
import { Select } from '#renderer/ui/Select.tsx';
import type { ArchiveFieldsProps } from './ArchiveFields.tsx';
import { readCertificateFile } from './accessForm.ts';
import { FileField } from './FileField.tsx';
import styles from './Settings.module.css';

/** The way to the archive where it is not the ordinary one; folded until somebody needs it. */
export function RouteFields({ form, problems, onChange }: ArchiveFieldsProps) {
  const { t } = useTranslation();
  const isUsed = form.proxy !== 'system' || form.certificate.is !== 'none' || form.authority.is !== 'none';
  const text = (field: 'proxyUrl' | 'proxyUsername' | 'proxyPassword' | 'certificatePassphrase') => ({
    label: t(`settings.archives.${field}`),
    value: form[field],
    dir: 'ltr' as const,
    onChange: (event: { readonly target: { readonly value: string } }) =>
      onChange({ ...form, [field]: event.target.value }),
  });
  const [isOpen, setOpen] = useState(isUsed);
  return (
    <details
      className={styles.more}
      open={isOpen || problems.proxyUrl !== undefined}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t('settings.archives.route')}</summary>
      <div className={styles.form}>
        <div className={styles.triple}>
          <Select
            label={t('settings.archives.proxy')}
            value={form.proxy}
            options={(['system', 'none', 'explicit'] as const).map((value) => ({
              value,
              label: t(`settings.proxy.${value}`),
            }))}
            onChange={(proxy) => onChange({ ...form, proxy })}
          />
          {form.proxy === 'explicit' && (
            <Field
              {...text('proxyUrl')}
              problem={problems.proxyUrl && t(`settings.problem.${problems.proxyUrl}`)}
              inputMode="url"
              maxLength={2000}
              placeholder="http://proxy.example:3128"
            />
          )}
        </div>
        {form.proxy === 'explicit' && (
          <div className={styles.triple}>
            <Field {...text('proxyUsername')} maxLength={200} hint={t('settings.archives.proxyUsernameHint')} />
            {form.proxyUsername !== '' && (
              <Field
                {...text('proxyPassword')}
                type="password"
                autoComplete="new-password"
                hint={t('settings.archives.proxyPasswordHint')}
              />
            )}
          </div>
        )}
        <FileField
          label={t('settings.archives.certificate')}
          hint={t('settings.archives.certificateHint')}
          accept=".pem,.crt,.cer,.p12,.pfx"
          choice={form.certificate}
          showFacts={(facts) => describeFacts(t, facts)}
          onChoose={(fileName, bytes) =>
            onChange({ ...form, certificate: { is: 'chosen', fileName, value: readCertificateFile(bytes) } })
          }
          onRemove={() => onChange({ ...form, certificate: { is: 'none' }, certificatePassphrase: '' })}
        />
        {form.certificate.is === 'chosen' && (
          <div className={styles.triple}>
            <Field {...text('certificatePassphrase')} type="password" autoComplete="new-password" maxLength={1000} />
          </div>
        )}
        <FileField
          label={t('settings.archives.authority')}
          hint={t('settings.archives.authorityHint')}
          accept=".pem,.crt,.cer"
          choice={form.authority}
          showFacts={(facts) => describeFacts(t, facts)}
          onChoose={(fileName, bytes) =>
            onChange({ ...form, authority: { is: 'chosen', fileName, value: new TextDecoder().decode(bytes) } })
          }
          onRemove={() => onChange({ ...form, authority: { is: 'none' } })}
        />
      </div>
    </details>
  );
}

function describeFacts(
  t: ReturnType<typeof useTranslation>['t'],
  { subject, validUntil }: { readonly subject: string; readonly validUntil?: number | undefined },
): string {
  const until = validUntil === undefined ? '' : formatLocalDate(validUntil);
  return t('settings.archives.certificateKept', { subject, until });
}
