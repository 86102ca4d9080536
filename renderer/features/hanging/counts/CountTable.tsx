import { useTranslation } from 'react-i18next';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { useAnswer } from '../../../host/hostContext.ts';
import { valueSaid } from '../why/facetWords.ts';
import { say } from '../why/said.ts';
import styles from './Counts.module.css';
import { type CountRow, countRows, countWhole, type OftenChanged } from './countRows.ts';

/** How studies hung, and what readers changed by hand afterwards; counted here, and sent to nobody. */
export function CountTable() {
  const { t } = useTranslation();
  const { answer } = useAnswer('hanging.counts', {});
  const { answer: kept } = useAnswer('hanging.read', {});
  const whole = answer && countWhole(answer.counts);
  if (!answer) return null;
  if (!whole) return <p className={styles.muted}>{t('hanging.counts.none')}</p>;
  const names = new Map([...shippedProtocols, ...(kept?.protocols ?? [])].map(({ id, name }) => [id, name]));
  return (
    <>
      <p>
        {t('hanging.counts.whole', { count: whole.hangs, share: percent(whole.untouched) })}{' '}
        {whole.often && t('hanging.counts.often', { what: changeText(whole.often, t), count: whole.often.times })}
      </p>
      <table className={styles.table} data-testid="hang-counts">
        <thead>
          <tr>
            <th scope="col">{t('hanging.counts.protocol')}</th>
            <th scope="col">{t('hanging.counts.studies')}</th>
            <th scope="col">{t('hanging.counts.hangs')}</th>
            <th scope="col">{t('hanging.counts.untouched')}</th>
            <th scope="col">{t('hanging.counts.change')}</th>
            <th scope="col">{t('hanging.counts.decided')}</th>
          </tr>
        </thead>
        <tbody>
          {countRows(answer.counts).map((row) => (
            <Row
              key={[row.protocolId, row.modality, row.bodyPart].join(' ')}
              row={row}
              name={names.get(row.protocolId) ?? t('hanging.counts.gone', { id: row.protocolId })}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Row({ row, name }: { row: CountRow; name: string }) {
  const { t } = useTranslation();
  const { modality, bodyPart, hangs, untouched, often, decidedMs } = row;
  const kind = [modality, bodyPart !== '' && say(valueSaid('bodyPart', bodyPart), t)].filter(Boolean).join(', ');
  return (
    <tr>
      <th scope="row" dir="auto">
        {name}
      </th>
      <td>{kind}</td>
      <td className={styles.figure}>{hangs}</td>
      <td className={styles.figure}>{percent(untouched)}</td>
      <td>{often && `${changeText(often, t)} (${often.times}×)`}</td>
      <td className={styles.figure}>{t('hanging.counts.ms', { ms: decidedMs.toFixed(1) })}</td>
    </tr>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function changeText({ change }: OftenChanged, t: Parameters<typeof say>[1]): string {
  return say({ key: `counts.change_of.${change}`, orElse: change }, t);
}
