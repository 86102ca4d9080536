import { networkBySystemProxies } from '#electron/base/http/systemProxies.ts';
import { systemNetwork } from '#electron/base/http/undiciNetwork.ts';
import { systemClock, systemComputer, systemFiles, systemRandom, type World } from '#electron/base/world.ts';
import type { Result } from '#shared/base/result.ts';
import type { Failure } from '#shared/contract/failures.ts';
import type { HostStart, HostToShell, ShellToHost } from '#shared/contract/hostStart.ts';
import { type BackgroundReport, reportBackground } from './backgroundReport.ts';
import type { HostSide } from './connection.ts';
import type { HostExtras } from './createHost.ts';
import { doorLogging } from './doorLog.ts';
import type { Host, Keychain } from './host.ts';
import { hostSideOf } from './hostSide.ts';
import { doorPortOfElectron, openPortDoor } from './portDoor.ts';
import { createShellKeychain } from './shellKeychain.ts';
import { createShellParser } from './shellParser.ts';
import { createShellProxies } from './shellProxies.ts';
import { type ProcessEvents, watchUnexpected } from './watchUnexpected.ts';

/** What Electron gives a utility process to speak to the shell with; structural, because this room never names Electron. */
export interface ParentPort {
  postMessage(message: HostToShell): void;
  on(
    event: 'message',
    listener: (event: { readonly data: ShellToHost; readonly ports: readonly ElectronPort[] }) => void,
  ): void;
}
export type CreateHost = (
  start: HostStart,
  world: World,
  keychain: Keychain,
  extras: Pick<HostExtras, 'launchParser'>,
) => Promise<Result<Host, Failure>>;
type ElectronPort = Parameters<typeof doorPortOfElectron>[0];

/**
 * The host inside Electron's utility process. The shell says start, hands over one port for each window, lends the
 * keychain and says stop; the process ends only when everything signed is safely written.
 */
export function runUtility(
  parent: ParentPort,
  createHost: CreateHost,
  end: (code: number) => void,
  events: ProcessEvents = process,
): void {
  const proxies = createShellProxies((request) => parent.postMessage(request), systemClock);
  const world: World = {
    clock: systemClock,
    files: systemFiles,
    network: networkBySystemProxies(systemNetwork, proxies.find),
    openUrl: (url) => parent.postMessage({ kind: 'openUrl', url }),
    random: systemRandom,
    computer: systemComputer,
  };
  const keychain = createShellKeychain((request) => parent.postMessage(request));
  const parser = createShellParser(() => parent.postMessage({ kind: 'parser' }));
  const waitingPorts: ElectronPort[] = [];
  let host: Host | undefined;
  let side: HostSide | undefined;
  let background: BackgroundReport | undefined;

  const serve = (port: ElectronPort) => {
    if (side) openPortDoor(side, doorPortOfElectron(port), world.clock);
    else waitingPorts.push(port);
  };
  const begin = async (start: HostStart) => {
    const logging = doorLogging(world, start.dataDirectory);
    watchUnexpected(events, { ...logging, random: world.random, end });
    keychain.available = start.keychainAvailable;
    const created = await createHost(start, world, keychain, { launchParser: parser.launch });
    if (!created.ok) {
      parent.postMessage({ kind: 'failed', code: created.failure.code });
      return;
    }
    host = created.value;
    side = hostSideOf(host, world, logging);
    parent.postMessage({ kind: 'ready' });
    background = reportBackground(host, world.clock, (state) => parent.postMessage({ kind: 'background', state }));
    for (const port of waitingPorts.splice(0)) serve(port);
  };
  const finish = async () => {
    background?.stop();
    await host?.stop();
    parent.postMessage({ kind: 'stopped' });
    end(0);
  };

  parent.on('message', ({ data, ports }) => {
    switch (data.kind) {
      case 'start':
        void begin(data.start);
        return;
      case 'keychainAnswer':
        keychain.receive(data);
        return;
      case 'proxies':
        proxies.receive(data);
        return;
      case 'computer':
        host?.noteComputer(data.event);
        return;
      case 'setPaused':
        background?.setPaused(data.paused);
        return;
      case 'stop':
        void finish();
        return;
      case 'port':
        for (const port of ports) serve(port);
        return;
      case 'parserPort':
        for (const port of ports) parser.receive(doorPortOfElectron(port));
        return;
    }
  });
}
