import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { classifySeries } from '#shared/dicom/series/classifySeries.ts';
import { scannerSeriesOf } from '#shared/dicom/series/corrections.ts';
import { useAnswer } from '../../../host/hostContext.ts';
import { failureText } from '../../../i18n/failureText.ts';
import type { ReadingSession } from '../../../session/readingSession.ts';
import { datasetOfSet } from '../../../session/seriesFacts.ts';
import { hasSet, namedIn } from '../../../session/studyOnDesk.ts';
import { Button } from '../../../ui/Button.tsx';
import { Isolated } from '../../../ui/PersonName.tsx';
import { PaneFrame } from '../PaneFrame.tsx';
import { useHungStudy } from '../useHungStudy.ts';
import { seriesOf } from '../why/names.ts';
import { say } from '../why/said.ts';
import styles from './Correct.module.css';
import { CorrectionFields } from './CorrectionFields.tsx';
import { CorrectionList } from './CorrectionList.tsx';
import { correctionFields, type Reach, reachSaid, type SaidValues, wordsToKeep } from './correctionForm.ts';
import { correctionsOn } from './correctionsOn.ts';
import { useCorrections } from './useCorrections.ts';

interface CorrectPaneProps {
  readonly session: ReadingSession;
  readonly setId: string;
  /** The facet that was asked for: its question has the keys. */
  readonly facet: string | undefined;
  readonly onClose: () => void;
}

/** "This series is …": what a reader says of a series in place of its header. Nothing moves by it until the study is hung again. */
export function CorrectPane({ session, setId, facet, onClose }: CorrectPaneProps) {
  const { t } = useTranslation();
  const series = useSeries(session, setId);
  return (
    <PaneFrame title={t('hanging.correct.title')} onClose={onClose} testId="correct">
      {series ? (
        <Form key={setId} session={session} series={series} asked={facet} />
      ) : (
        <p className={styles.note}>{t('hanging.correct.gone')}</p>
      )}
    </PaneFrame>
  );
}

type Series = NonNullable<ReturnType<typeof useSeries>>;

function useSeries(session: ReadingSession, setId: string) {
  const studies = useStore(session.store, (state) => state.studies);
  const hung = useHungStudy(session);
  return useMemo(() => {
    const named = namedIn(studies, setId);
    const snapshot = studies.find((study) => hasSet(study, setId))?.snapshot;
    const dataset = named && snapshot && datasetOfSet(named.set, snapshot);
    if (!named || !dataset) return undefined;
    const header = classifySeries(named.set, dataset);
    return {
      named,
      archiveId: snapshot.item.study.archiveId,
      scanner: scannerSeriesOf(dataset),
      header,
      now: (hung && seriesOf(hung.study, setId)?.facets) ?? header,
    };
  }, [studies, setId, hung]);
}

function Form({ session, series, asked }: { session: ReadingSession; series: Series; asked: string | undefined }) {
  const { t } = useTranslation();
  const { named, archiveId, scanner, header, now } = series;
  const { corrections, keep, revoke, acting, failure } = useCorrections();
  const [said, setSaid] = useState<SaidValues>({});
  const [reach, setReach] = useState<Reach>('scanner');
  const [isKept, setKept] = useState(false);
  const fields = useMemo(() => correctionFields(header, now), [header, now]);
  const target = { archiveId, seriesInstanceUID: named.set.seriesInstanceUID, scanner };
  const own = correctionsOn(corrections, target);
  const isSaid = Object.keys(said).length > 0;
  const submit = async () => {
    if (!(await keep(wordsToKeep(target, said, reach)))) return;
    setSaid({});
    setKept(true);
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isSaid) void submit();
      }}
    >
      <p className={styles.name}>
        <Isolated text={[named.seriesNumber, named.description].filter(Boolean).join(' · ') || named.set.modality} />
      </p>
      <CorrectionFields
        fields={fields}
        said={said}
        asked={asked}
        onSaid={(facet, value) => {
          setKept(false);
          setSaid((before) => withValue(before, facet, value));
        }}
      />
      <div className={styles.keep} data-said={isSaid}>
        <ReachChoice series={series} reach={reach} onReach={setReach} />
        <Button kind="primary" type="submit" disabled={!isSaid || acting}>
          {t('hanging.correct.keep')}
        </Button>
      </div>
      {failure && (
        <p className={styles.problem} role="alert">
          {failureText(failure)}
        </p>
      )}
      {isKept && <Kept session={session} />}
      {own.length > 0 && (
        <>
          <h3 className={styles.heading}>{t('hanging.correct.said')}</h3>
          <CorrectionList corrections={own} onRevoke={(id) => void revoke(id).then(() => setKept(true))} />
        </>
      )}
    </form>
  );
}

function withValue(before: SaidValues, facet: string, value: SaidValues[string] | undefined): SaidValues {
  const { [facet]: _, ...rest } = before;
  return value === undefined ? rest : { ...rest, [facet]: value };
}

interface ReachChoiceProps {
  readonly series: Series;
  readonly reach: Reach;
  readonly onReach: (reach: Reach) => void;
}

/** For which series it is to hold, in words; one without a name can only be put right for itself. */
function ReachChoice({ series: { archiveId, scanner }, reach, onReach }: ReachChoiceProps) {
  const { t } = useTranslation();
  const { answer: archives } = useAnswer('archives.list', {});
  const site = archives?.find((archive) => archive.archiveId === archiveId)?.name ?? '';
  if (!scanner) return <p className={styles.note}>{t('hanging.correct.reach.nameless')}</p>;
  const choices = [
    ['scanner', reachSaid({ kind: 'scanner', ...scanner }, site)],
    ['series', { key: 'correct.reach.series' }],
  ] as const;
  return (
    <fieldset className={styles.choices}>
      <legend>{t('hanging.correct.reach.heading')}</legend>
      {choices.map(([each, words]) => (
        <label key={each} className={styles.choice}>
          <input type="radio" name="reach" checked={reach === each} onChange={() => onReach(each)} />
          <span dir="auto">{say(words, t)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** What follows from it, and the way there: the boxes stay as they are until the reader asks. */
function Kept({ session }: { session: ReadingSession }) {
  const { t } = useTranslation();
  const offer = useStore(session.store, (state) => state.byProtocol?.offer);
  return (
    <div className={styles.kept} role="status">
      <p>{t(offer ? 'hanging.correct.kept' : 'hanging.correct.same')}</p>
      {offer && <Button onClick={() => session.protocol?.rehang()}>{t('hanging.correct.rehang')}</Button>}
    </div>
  );
}
