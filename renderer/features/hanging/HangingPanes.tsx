import { useMemo } from 'react';
import { useStore } from 'zustand';
import { studyKey } from '#shared/dicom/frameKey.ts';
import { setIdsOf } from '../../session/arrangement.ts';
import { hangingPaneOf, showHangingPane, toggleHangingPane } from '../../session/hangingPane.ts';
import type { ReadingSession } from '../../session/readingSession.ts';
import { useCommands } from '../../session/useCommands.ts';
import { hangingCommands } from './commands.ts';
import { CorrectPane } from './correct/CorrectPane.tsx';
import { RememberPane } from './remember/RememberPane.tsx';
import { useHungStudy } from './useHungStudy.ts';
import { WhyPane } from './why/WhyPane.tsx';
import type { PlaceInProtocol, WhyAct } from './why/whyLine.ts';

export interface HangingPanesProps {
  readonly session: ReadingSession;
  /** Opens a protocol in the editor, at one of its places; left out where there is no editor. */
  readonly onEdit?: ((protocolId: string, at: PlaceInProtocol) => void) | undefined;
}

/** What is said and changed about the hanging, beside the images: one pane at a time. */
export function HangingPanes({ session, onEdit }: HangingPanesProps) {
  const shown = useStore(hangingPaneOf(session), (pane) => pane.shown);
  const close = () => showHangingPane(session, undefined);
  const setId = useStore(session.store, ({ arrangement, active }) => arrangement.boxes[active]?.setId);
  useCommands(
    hangingCommands({
      why: () => toggleHangingPane(session, 'why'),
      remember: () => toggleHangingPane(session, 'remember'),
      isHung: () => session.protocol?.now !== undefined,
      edit: () => editNow(session, onEdit),
      correct: () => setId !== undefined && showHangingPane(session, { kind: 'correct', setId }),
      hasSeries: () => setId !== undefined,
    }),
  );
  switch (shown?.kind) {
    case 'why':
      return <WhyOfActive session={session} onEdit={onEdit} onClose={close} />;
    case 'correct':
      return <CorrectPane session={session} setId={shown.setId} facet={shown.facet} onClose={close} />;
    case 'remember':
      return <RememberPane session={session} onClose={close} />;
    default:
      return null;
  }
}

/** The protocol that hangs the study, at the stage that is on the screen. */
function editNow({ state }: ReadingSession, onEdit: HangingPanesProps['onEdit']): void {
  const { byProtocol } = state;
  if (byProtocol) onEdit?.(byProtocol.hanging.protocol.id, { kind: 'stage', stage: byProtocol.stage });
}

function WhyOfActive({ session, onEdit, onClose }: HangingPanesProps & { readonly onClose: () => void }) {
  const hung = useHungStudy(session);
  const active = useStore(session.store, (state) => state.active);
  const content = useStore(session.store, ({ arrangement }) => arrangement.boxes[active]);
  const viewport = useStore(session.store, ({ arrangement }) => arrangement.cells?.[active]?.viewport);
  const arrangement = useStore(session.store, (state) => state.arrangement);
  const box = useMemo(
    () => ({
      ...{ viewport, shown: setIdsOf(content), isByProtocol: content?.hung !== undefined },
      // As both stand: it changes with either, and with what is known of them.
      ...(hung && arrangement.cells && comparedIn(session, active)),
    }),
    [viewport, content, active, arrangement, hung, session],
  );
  const act = (chosen: WhyAct) => {
    switch (chosen.kind) {
      case 'put':
        return session.hang(chosen.setId, active);
      case 'stage':
        return session.protocol?.showStage(chosen.stage);
      case 'rehang':
        return session.protocol?.rehang();
      case 'beside':
        return putBeside(session, chosen.study);
      case 'hangBy':
        return hangBy(session, chosen.protocol);
      case 'edit':
        return onEdit?.(chosen.protocol, chosen.at);
      case 'correct':
        return showHangingPane(session, chosen);
    }
  };
  return <WhyPane hung={hung} box={box} canEdit={onEdit !== undefined} onAct={act} onClose={onClose} />;
}

function comparedIn({ protocol }: ReadingSession, box: number) {
  return { told: protocol?.toldBeside(box), beside: protocol?.standsBeside(box) };
}

function putBeside({ priors, state }: ReadingSession, id: string): void {
  const prior = state.snapshot.priors.find(({ study }) => studyKey(study) === id);
  if (prior) priors.ask(prior.study);
}

function hangBy({ protocol, state }: ReadingSession, id: string): void {
  const chosen = state.byProtocol?.hanging.considered.find((each) => each.protocol.id === id);
  if (chosen) protocol?.hangBy(chosen.protocol);
}
