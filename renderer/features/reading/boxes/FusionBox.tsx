import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { FusionView } from '../../../imaging/fusion/fusionView.ts';
import { type FusionPlace, fusionPlace } from '../../../session/fusionPair.ts';
import type { NamedDisplaySet } from '../../../session/studyImages.ts';
import { togetherOf } from '../../../session/together.ts';
import { FusionMarks, FusionWords } from '../corners/FusionWords.tsx';
import { useReading } from '../readingContext.ts';
import type { BoxProps } from './boxProps.ts';
import styles from './FusionBox.module.css';
import { beginningOf, layerFirst } from './firstLook.ts';
import { BoxFrame, usePlaneLook, useView } from './ImageBox.tsx';

/** An image box with one volume laid over another; or the reason why it is not, in its place (Q8). */
export function FusionBox(props: BoxProps<'fusion'>) {
  const { session } = useReading();
  const { t } = useTranslation();
  const links = useStore(togetherOf(session).store, (state) => state.links);
  const over = session.setOf(props.content.overSetId);
  const place = fusionPlace(props.named.set, over?.set, links);
  if (!over || !place.ok) {
    const reason = place.ok ? 'noSeries' : place.failure;
    return (
      <p className={styles.refused} hidden={props.hidden} role="status" data-testid="fusion-refused">
        {t(`together.fusionRefused.${reason}`)}
      </p>
    );
  }
  // Another transform, or more slices above, is another picture from the beginning.
  const key = `${over.set.id} ${over.set.frames.length} ${JSON.stringify(place.value.toOver)}`;
  return <LaidOver key={key} {...props} over={over} place={place.value} />;
}

interface LaidOverProps extends BoxProps<'fusion'> {
  readonly over: NamedDisplaySet;
  readonly place: FusionPlace;
}

function LaidOver({ box, named, hidden, content, over, place }: LaidOverProps) {
  const { plane } = content;
  const { imaging, session } = useReading();
  const { t } = useTranslation();
  const lent = useRef<HTMLDivElement>(null);
  const { set } = named;
  const sets = { set, over: over.set, toOver: place.toOver };
  // Known once it was tried: before the first draw there is no view either, and nothing to say.
  const [isRefused, setRefused] = useState(false);
  const view = useView<FusionView>(lent, imaging, (element) => {
    const opened = imaging.openFusion(element, sets, plane, beginningOf(session, box, set, content));
    setRefused(opened === undefined);
    return opened;
  });
  usePlaneLook(box, view, named, content);
  useEffect(() => {
    if (view && content.hung) layerFirst(view, content);
  }, [view, content]);
  return (
    <div className={styles.box} hidden={hidden}>
      <BoxFrame
        box={box}
        named={named}
        hidden={hidden}
        lent={lent}
        view={view}
        plane={plane}
        words={view && <FusionMarks view={view} link={place.link} />}
      />
      {view && !hidden && <FusionWords view={view} under={named} over={over} />}
      {isRefused && (
        <p className={styles.notHere} role="status">
          {t('together.fusionRefused.noVolume')}
        </p>
      )}
    </div>
  );
}
