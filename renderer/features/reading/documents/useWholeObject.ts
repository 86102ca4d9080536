import { useEffect, useState } from 'react';
import type { Failure } from '#shared/contract/failures.ts';
import type { WholeObject } from '#shared/contract/studies.ts';
import { isWholeInMetadata } from '#shared/dicom/documents/wholeness.ts';
import type { SeriesInstanceUID, SOPInstanceUID } from '#shared/dicom/uids.ts';
import { type HostClient, useHostAccess } from '../../../host/hostContext.ts';
import type { OpenDocument } from './documentDesk.ts';

export type ObjectState =
  | { readonly state: 'asking' }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'here'; readonly object: WholeObject };

/** The document with all its bytes: at once where its metadata hold them, else from the host. */
export function useWholeObject(open: OpenDocument): ObjectState {
  const { client } = useHostAccess();
  const isWhole = isWholeInMetadata(open.document.dataset);
  const [asked, setAsked] = useState<{ readonly of: OpenDocument; readonly state: ObjectState }>();
  useEffect(() => {
    if (isWhole) return undefined;
    const gone = new AbortController();
    void askFor(client, open, gone.signal).then((state) => {
      if (!gone.signal.aborted) setAsked({ of: open, state });
    });
    return () => gone.abort();
  }, [client, open, isWhole]);
  if (isWhole) return { state: 'here', object: { dataset: open.document.dataset } };
  return asked?.of === open ? asked.state : { state: 'asking' };
}

async function askFor(
  client: HostClient,
  { document, snapshot }: OpenDocument,
  signal: AbortSignal,
): Promise<ObjectState> {
  const answer = await client['studies.readObject'](
    {
      study: snapshot.item.study,
      seriesInstanceUID: document.seriesInstanceUID as SeriesInstanceUID,
      sopInstanceUID: document.sopInstanceUID as SOPInstanceUID,
    },
    { signal },
  );
  return answer.ok ? { state: 'here', object: answer.value } : { state: 'failed', failure: answer.failure };
}

/** Bytes of base64 as the host sends it. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}
