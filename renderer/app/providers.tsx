import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Transport } from '#shared/contract/transport.ts';
import { createClient } from '../host/client.ts';
import { followEvents, HostProvider } from '../host/hostContext.ts';

export function createQueryClient(): QueryClient {
  const queries = new QueryClient({
    defaultOptions: {
      // The host is on this computer and says what changed: being offline, time and focus mean nothing to it.
      queries: {
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10 * 60_000,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  // Opening is an act as well as an answer: the host fetches first what is open, and tells of what comes late to it. So a
  // study that was closed is opened anew, never answered from memory.
  queries.setQueryDefaults(['studies.open'], { gcTime: 0 });
  return queries;
}

export function Providers({ transport, children }: { transport: Transport; children: ReactNode }) {
  const [queries] = useState(createQueryClient);
  const access = useMemo(() => ({ client: createClient(transport), transport }), [transport]);
  useEffect(() => followEvents(transport, queries), [transport, queries]);
  return (
    <QueryClientProvider client={queries}>
      <HostProvider access={access}>{children}</HostProvider>
    </QueryClientProvider>
  );
}
