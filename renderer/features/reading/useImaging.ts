import type { Transport } from '#shared/contract/transport.ts';
import { type HostAccess, useHostAccess } from '../../host/hostContext.ts';
import { Imaging } from '../../imaging/imaging.ts';

/** One engine for each way to the host, for as long as the page lives: image boxes come and go, it stays (SF15). */
const started = new WeakMap<Transport, Imaging>();

/** Forgets every image and what is known of it; nothing happens where no image was ever shown. */
export function forgetImages(transport: Transport): void {
  started.get(transport)?.forgetAll();
}

/** Starts what draws before anybody waits for it: the first study of a page would wait a fifth of a second for it. */
export function prepareImages(access: HostAccess): void {
  void imagingOf(access).prepare();
}

export function useImaging(): Imaging {
  return imagingOf(useHostAccess());
}

function imagingOf({ transport, client }: HostAccess): Imaging {
  const known = started.get(transport);
  if (known) return known;
  const imaging = Imaging.start(
    (key, options) => transport.readFrame(key, options),
    async (frame, digest) => {
      const answer = await client['studies.reportFrame']({ frame, digest });
      return answer.ok && answer.value.askAgain;
    },
  );
  started.set(transport, imaging);
  return imaging;
}
