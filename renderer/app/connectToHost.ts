import type { Transport } from '#shared/contract/transport.ts';
import { forgetAccessToken, pagePlaces, readAccessToken } from '../host/accessToken.ts';
import { httpTransport } from '../host/httpTransport.ts';
import { portTransport } from '../host/portTransport.ts';
import { findShellBridge, shellPorts } from '../host/shellPorts.ts';

/**
 * Opens the way to the host: the shell's port under Electron, else HTTP to where the page came from.
 * Undefined: this page was opened without the key that the browser host gives out. `onRefused`: the key is old.
 */
export async function connectToHost(onRefused: () => void): Promise<Transport | undefined> {
  const bridge = findShellBridge();
  if (bridge) return portTransport(shellPorts(bridge));
  const places = pagePlaces();
  const token = await readAccessToken(places);
  if (token === undefined) return undefined;
  return httpTransport({
    origin: window.location.origin,
    token,
    onTokenRefused: () => {
      forgetAccessToken(places.storage);
      onRefused();
    },
  });
}
