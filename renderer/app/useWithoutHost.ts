import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { LinkSnapshot } from '#shared/contract/link.ts';
import type { WorklistSnapshot } from '#shared/contract/worklist.ts';
import { linkWithoutHost, listWithoutHost } from '../host/withoutHost.ts';
import { useConnection } from './useConnection.ts';

/** While the host is away no promise and no rate of its stays on the screen. Once it is back everything is asked anew. */
export function useWithoutHost(): void {
  const connection = useConnection();
  const queries = useQueryClient();
  useEffect(() => {
    if (connection !== 'lost') return;
    queries.setQueryData<WorklistSnapshot>(['worklist.list', {}], (list) => list && listWithoutHost(list));
    queries.setQueryData<LinkSnapshot>(['link.read', {}], (snapshot) => snapshot && linkWithoutHost(snapshot));
  }, [connection, queries]);
}
