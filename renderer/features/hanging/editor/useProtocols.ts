import { useMemo } from 'react';
import { useAct, useAnswer } from '#renderer/host/hostContext.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { Protocol } from '#shared/hanging/protocol.ts';
import { protocolsInForce } from '#shared/hanging/protocolsInForce.ts';
import { shippedProtocols } from '#shared/hanging/shippedProtocols.ts';

const nothing: readonly Protocol[] = [];
const noIds: readonly string[] = [];

/** What ships and what is kept, and the way to keep one more version. */
export function useProtocols() {
  const { answer, failure, askAgain } = useAnswer('hanging.read', {});
  const { answer: host } = useAnswer('host.describe', {});
  const { act } = useAct('hanging.save');
  const profile = host?.profile;
  const save = async (
    protocol: Protocol,
    isNew = false,
  ): Promise<Result<{ protocol: Protocol; over?: number | undefined }, Failure> | undefined> => {
    if (!profile) return undefined;
    const kept = await act({ profile, protocol, isNew });
    await askAgain();
    return kept;
  };
  return {
    shipped: shippedProtocols,
    kept: answer?.protocols ?? nothing,
    unreadable: answer?.unreadable ?? noIds,
    isRead: answer !== undefined,
    failure,
    save,
  };
}

/** Every protocol that a study is hung by now. */
export function useInForce(): readonly Protocol[] {
  const { answer } = useAnswer('hanging.read', {});
  return useMemo(() => protocolsInForce(shippedProtocols, answer?.protocols ?? [], answer?.unreadable), [answer]);
}
