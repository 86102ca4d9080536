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
import { facetSaid } from '../why/facetWords.ts';
import { seriesOf } from '../why/names.ts';
import { say } from '../why/said.ts';
import styles from './Correct.module.css';
import { CorrectionFields } from './CorrectionFields.tsx';
import { CorrectionList } from './CorrectionList.tsx';
import {
  correctionFields,
  isOfOneTaking,
  type Reach,
  reachOffered,
  reachSaid,
  type SaidValues,
  wordsToKeep,
} from './correctionForm.ts';
import { correctionsElsewhere } from './correctionsElsewhere.ts';
import { correctionsOn } from './correctionsOn.ts';
import { namesakesIn } from './namesakesIn.ts';
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
    const scanner = scannerSeriesOf(dataset);
    return {
      named,
      archiveId: snapshot.item.study.archiveId,
      scanner,
      namesakes: namesakesIn(snapshot.series, named.set.seriesInstanceUID, scanner),
      header,
      now: (hung && seriesOf(hung.study, setId)?.facets) ?? header,
    };
  }, [studies, setId, hung]);
}

function Form({ session, series, asked }: { session: ReadingSession; series: Series; asked: string | undefined }) {
  const { t } = useTranslation();
  const { named, archiveId, scanner, namesakes, header, now } = series;
  const { corrections, keep, revoke, acting, failure } = useCorrections();
  const [said, setSaid] = useState<SaidValues>({});
  const [chosen, setChosen] = useState<Reach>();
  const [isKept, setKept] = useState(false);
  const fields = useMemo(() => correctionFields(header, now), [header, now]);
  const target = { archiveId, seriesInstanceUID: named.set.seriesInstanceUID, scanner, namesakes };
  const { notBeyond, unlessSaid } = reachOffered(target, said);
  const reach = notBeyond.length > 0 ? 'series' : (chosen ?? unlessSaid);
  const own = correctionsOn(corrections, target);
  const studies = useStore(session.store, (state) => state.studies);
  const elsewhere = correctionsElsewhere(
    corrections,
    studies.map(({ snapshot }) => snapshot),
    own,
  );
  const takeBack = (id: string) => void revoke(id).then(() => setKept(true));
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
          // How far it reaches was chosen for something else.
          if (isOfOneTaking(facet)) setChosen(undefined);
          setSaid((before) => withValue(before, facet, value));
        }}
      />
      <div className={styles.keep} data-said={isSaid}>
        <ReachChoice series={series} notBeyond={notBeyond} reach={reach} onReach={setChosen} />
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
          <CorrectionList corrections={own} onRevoke={takeBack} />
        </>
      )}
      {elsewhere.length > 0 && (
        <>
          <h3 className={styles.heading}>{t('hanging.correct.elsewhere')}</h3>
          <CorrectionList
            corrections={elsewhere.map(({ correction }) => correction)}
            onRevoke={takeBack}
            seriesOf={(id) => elsewhere.find(({ correction }) => correction.id === id)?.name}
          />
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
  /** Facets that hold for this series alone. */
  readonly notBeyond: readonly string[];
  readonly reach: Reach;
  readonly onReach: (reach: Reach) => void;
}

/** For which series it is to hold, in words; one without a name can only be put right for itself. */
function ReachChoice({ series, notBeyond, reach, onReach }: ReachChoiceProps) {
  const { archiveId, scanner, namesakes } = series;
  const { t } = useTranslation();
  const { answer: archives } = useAnswer('archives.list', {});
  const site = archives?.find((archive) => archive.archiveId === archiveId)?.name ?? '';
  if (!scanner) return <p className={styles.note}>{t('hanging.correct.reach.nameless')}</p>;
  const far = say(reachSaid({ kind: 'scanner', ...scanner }, site), t);
  const choices = [
    ['series', t('hanging.correct.reach.series')],
    ['scanner', `${far} ${t('hanging.correct.reach.ofThisStudy', { count: namesakes + 1 })}`],
  ] as const;
  return (
    <fieldset className={styles.choices}>
      <legend>{t('hanging.correct.reach.heading')}</legend>
      {choices.map(([each, words]) => (
        <label key={each} className={styles.choice}>
          <input
            type="radio"
            name="reach"
            checked={reach === each}
            disabled={each === 'scanner' && notBeyond.length > 0}
            onChange={() => onReach(each)}
          />
          <span dir="auto">{words}</span>
        </label>
      ))}
      {notBeyond.length > 0 && (
        <p className={styles.note} role="status">
          {t('hanging.correct.reach.namesakes', { count: namesakes, facets: facetsSaid(notBeyond, t) })}
        </p>
      )}
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

function facetsSaid(facets: readonly string[], t: Parameters<typeof say>[1]): string {
  return say({ join: 'and', of: facets.map((facet) => facetSaid(facet, 'series')) }, t);
}
