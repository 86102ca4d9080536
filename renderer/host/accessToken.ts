import { httpDoorNames } from '#shared/contract/wire.ts';

/** The key of the token in the tab's own storage; why it is there and not in memory alone: docs/decisions. */
const storageKey = 'durbeen.access';

export interface AccessPlaces {
  readonly location: { readonly hash: string; readonly pathname: string };
  readonly history: { replaceState(data: unknown, unused: string, url: string): void };
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly post: (path: string, body: string) => Promise<{ readonly status: number; json(): Promise<unknown> }>;
}

/**
 * The token of this tab: for the one-use code in the address, which is cleared at once, or the one this tab already
 * had before a reload. `undefined`: the link was used or is old, and the person needs a new one.
 */
export async function readAccessToken(places: AccessPlaces): Promise<string | undefined> {
  const code = places.location.hash.slice(1);
  if (code !== '') {
    places.history.replaceState(null, '', places.location.pathname);
    const token = await exchange(code, places.post);
    if (token !== undefined) {
      places.storage.setItem(storageKey, token);
      return token;
    }
  }
  return places.storage.getItem(storageKey) ?? undefined;
}

/** The host says it does not know the token: it was started again since. */
export function forgetAccessToken(storage: AccessPlaces['storage']): void {
  storage.removeItem(storageKey);
}

async function exchange(code: string, post: AccessPlaces['post']): Promise<string | undefined> {
  try {
    const answer = await post(httpDoorNames.exchangePath, JSON.stringify({ code }));
    if (answer.status !== 200) return undefined;
    const { token } = (await answer.json()) as { token?: unknown };
    return typeof token === 'string' ? token : undefined;
  } catch {
    // The host is not there; the page will say so when it cannot connect.
    return undefined;
  }
}

/** The real places of a page. */
export function pagePlaces(): AccessPlaces {
  return {
    location: window.location,
    history: window.history,
    storage: window.sessionStorage,
    post: (path, body) => fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }),
  };
}
