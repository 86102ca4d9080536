import { useMemo } from 'react';
import type { DurbeenContract } from '#shared/contract/index.ts';
import type { OutputOf } from '#shared/contract/procedure.ts';
import type { Corrections } from '#shared/dicom/series/corrections.ts';
import { correctionsOf } from '#shared/hanging/corrections.ts';
import { hang, hangWith } from '#shared/hanging/hang.ts';
import { protocolsInForce } from '#shared/hanging/protocolsInForce.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';
import { useAnswer } from '../../../host/hostContext.ts';
import type { HangingMeans } from '../../../session/hangingMeans.ts';

type Kept = OutputOf<DurbeenContract['hanging.read']>;

/**
 * What studies are hung by: the shipped protocols, and those of this reader and their sites. Undefined until the host has
 * answered; where it cannot, the shipped ones alone.
 */
export function useHangingMeans(): HangingMeans | undefined {
  const { answer, failure } = useAnswer('hanging.read', {});
  const isAnswered = answer !== undefined || failure !== undefined;
  return useMemo(() => (isAnswered ? meansOf(answer) : undefined), [answer, isAnswered]);
}

function meansOf(kept: Kept | undefined): HangingMeans {
  const ofArchives = new Map<string, Corrections>();
  return {
    hang,
    hangWith,
    protocols: protocolsInForce(shippedProtocols, kept?.protocols ?? [], kept?.unreadable),
    correctionsOf: (archiveId) => {
      const corrections = ofArchives.get(archiveId) ?? correctionsOf(kept?.corrections ?? [], archiveId);
      ofArchives.set(archiveId, corrections);
      return corrections;
    },
  };
}
