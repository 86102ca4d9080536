import { type ShellBridge, type ShellToPage, shellBridgeName } from '#shared/contract/shellBridge.ts';
import type { PagePort, PortSource } from './portTransport.ts';

/** The bridge that the Electron preload puts on the window; undefined in a browser. */
export function findShellBridge(): ShellBridge | undefined {
  return (window as unknown as Readonly<Record<string, ShellBridge | undefined>>)[shellBridgeName];
}

/** Ports as the Electron shell hands them over: posted to this window, from this window, a new one after each crash. */
export function shellPorts(bridge: ShellBridge): PortSource {
  const onMessage = (act: (message: ShellToPage, ports: readonly MessagePort[]) => void) => {
    const listener = (event: MessageEvent<unknown>) => {
      // Only the preload posts as this very window; frames and other windows there are none, and are not listened to.
      if (event.source !== window || !isFromShell(event.data)) return;
      act(event.data, event.ports);
    };
    window.addEventListener('message', listener);
    return () => window.removeEventListener('message', listener);
  };
  return {
    onPort: (listener) =>
      onMessage((message, [port]) => {
        if (message.durbeen === 'port' && port) listener(port as PagePort);
      }),
    onLost: (listener) =>
      onMessage((message) => {
        if (message.durbeen === 'hostLost') listener();
      }),
    request: () => bridge.requestPort(),
  };
}

function isFromShell(data: unknown): data is ShellToPage {
  return typeof data === 'object' && data !== null && 'durbeen' in data;
}
