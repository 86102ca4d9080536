import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import type {
  BackgroundState,
  ComputerEvent,
  HostStart,
  HostToShell,
  ShellToHost,
} from '#shared/contract/hostStart.ts';
import { shellChannels } from '#shared/contract/shellBridge.ts';
import { keyVault } from './keyVault.ts';
import { createOutside } from './outside.ts';

/** A host that ends so often in so short a time will not stay up the next time either. */
const mostCrashes = 5;
const crashWindowMs = 60_000;
const firstRestartMs = 250;

export interface HostProcessOptions {
  readonly modulePath: string;
  readonly parserPath: string;
  readonly start: HostStart;
  /** What the host does while nobody looks. */
  readonly onBackground: (state: BackgroundState) => void;
  /** The host cannot be had: a failure's code, or `crashed`. */
  readonly onFailed: (code: string) => void;
}

/** The host's process: started, started again when it dies, given one port for each window, and asked to stop. */
export class HostProcess {
  readonly #options: HostProcessOptions;
  readonly #windows = new Set<WebContents>();
  readonly #outside = createOutside();
  #process: UtilityProcess | undefined;
  #crashes: number[] = [];
  #stopped: (() => void) | undefined;
  #stopping = false;

  constructor(options: HostProcessOptions) {
    this.#options = options;
  }

  start(): void {
    const host = utilityProcess.fork(this.#options.modulePath, [], { serviceName: 'Durbeen host', stdio: 'inherit' });
    this.#process = host;
    host.on('message', (message: HostToShell) => this.#receive(host, message));
    host.on('exit', () => this.#exited(host));
    this.#send({ kind: 'start', start: this.#options.start });
  }

  /** Gives a window its port, and a new one each time the host has to be started again. */
  connect(window: WebContents): void {
    if (!this.#windows.has(window)) {
      this.#windows.add(window);
      window.once('destroyed', () => this.#windows.delete(window));
    }
    this.#handOver(window);
  }

  noteComputer(event: ComputerEvent): void {
    this.#send({ kind: 'computer', event });
  }

  setPaused(paused: boolean): void {
    this.#send({ kind: 'setPaused', paused });
  }

  /** Asks the host to stop and waits until it has written everything. Never kills it. */
  stop(): Promise<void> {
    if (!this.#process) return Promise.resolve();
    this.#stopping = true;
    return new Promise((resolve) => {
      this.#stopped = resolve;
      this.#send({ kind: 'stop' });
    });
  }

  #handOver(window: WebContents): void {
    if (!this.#process || window.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    this.#process.postMessage({ kind: 'port' } satisfies ShellToHost, [port1]);
    window.postMessage(shellChannels.port, null, [port2]);
  }

  #receive(host: UtilityProcess, message: HostToShell): void {
    switch (message.kind) {
      case 'ready':
        return;
      case 'keychain':
        void this.#askKeychain(host, message);
        return;
      case 'parser':
        this.#startParser(host);
        return;
      case 'findProxies':
        void this.#findProxies(host, message);
        return;
      case 'openUrl':
        this.#outside.open(message.url);
        return;
      case 'background':
        this.#options.onBackground(message.state);
        return;
      case 'stopped':
        this.#stopped?.();
        return;
      case 'failed':
        this.#stopping = true;
        this.#options.onFailed(message.code);
        return;
    }
  }

  /** The parser has no keys, no network and an empty environment; it knows the host's port and nothing else. */
  #startParser(host: UtilityProcess): void {
    const parser = utilityProcess.fork(this.#options.parserPath, [], {
      serviceName: 'Durbeen parser',
      env: {},
      stdio: 'ignore',
    });
    const { port1, port2 } = new MessageChannelMain();
    port2.on('message', ({ data }) => parser.postMessage(data));
    port2.on('close', () => void parser.kill());
    port2.start();
    parser.on('message', (message: unknown) => port2.postMessage(message));
    parser.on('exit', () => port2.close());
    host.postMessage({ kind: 'parserPort' } satisfies ShellToHost, [port1]);
  }

  async #findProxies(host: UtilityProcess, { id, origin, afresh }: Extract<HostToShell, { kind: 'findProxies' }>) {
    const list = await this.#outside.findProxies(origin, afresh).catch(() => 'DIRECT');
    if (host === this.#process) this.#send({ kind: 'proxies', id, list });
  }

  async #askKeychain(host: UtilityProcess, { id, act, bytes }: Extract<HostToShell, { kind: 'keychain' }>) {
    const answer = await keyVault[act](bytes).then(
      (done): ShellToHost => ({ kind: 'keychainAnswer', id, bytes: done }),
      (): ShellToHost => ({ kind: 'keychainAnswer', id, failed: true }),
    );
    if (host === this.#process) this.#send(answer);
  }

  #exited(host: UtilityProcess): void {
    if (host !== this.#process) return;
    this.#process = undefined;
    this.#stopped?.();
    for (const window of this.#windows) if (!window.isDestroyed()) window.send(shellChannels.hostLost);
    if (this.#stopping) return;
    const now = process.uptime() * 1_000;
    this.#crashes = [...this.#crashes.filter((at) => now - at < crashWindowMs), now];
    if (this.#crashes.length >= mostCrashes) {
      this.#options.onFailed('crashed');
      return;
    }
    setTimeout(() => this.#restart(), firstRestartMs * 2 ** (this.#crashes.length - 1));
  }

  #restart(): void {
    if (this.#stopping) return;
    this.start();
    for (const window of this.#windows) this.#handOver(window);
  }

  #send(message: ShellToHost): void {
    this.#process?.postMessage(message);
  }
}
