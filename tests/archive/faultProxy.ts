/**
 * A line to an archive that is slow and breaks on command, as a TCP proxy that needs no rights. One clock is shared by
 * all connections; faults come from a script or from a seed, and the same seed gives the same faults.
 */
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { seededFractions } from '#tests/fixtures/testRandom.ts';
import { answerAsImpostor, type Impostor } from './impostors.ts';
import { type ConnectionFault, type PlacedFault, ProxiedConnection } from './proxiedConnection.ts';
import { type LineShape, SharedLine } from './sharedLine.ts';

export interface ProxyFaultRule {
  readonly fault: ConnectionFault;
  /** Bytes that reach the client before it strikes. */
  readonly atByte: number;
  /** Counted from the connection's first byte, or from the first of each answer, its head included (plain HTTP only). */
  readonly of: 'connection' | 'answer';
  /** Which answers, by "GET /path?query"; all when left out. */
  readonly when?: RegExp;
  /** How often at most; for ever when left out. */
  readonly times?: number;
  /** In [0, 1], by the seeded stream; always when left out. */
  readonly chance?: number;
}

export interface FaultProxyOptions {
  /** Where the archive is; `url` of the proxy has the same path and query. */
  readonly target: string;
  readonly seed?: string;
  /** Both ways; the uplink has half the rate unless `up` is given. */
  readonly line?: LineShape;
  readonly up?: LineShape;
}

export interface FaultProxy {
  /** The archive's address through this line. */
  readonly url: string;
  readonly port: number;
  readonly counts: {
    readonly connections: number;
    readonly open: number;
    readonly resets: number;
    readonly bytesDown: number;
    readonly bytesUp: number;
  };
  setLine(line: LineShape, up?: LineShape): void;
  addFault(rule: ProxyFaultRule): () => void;
  /** Rules end, and so does the pace of connections that drip; what froze stays frozen. */
  clearFaults(): void;
  /** Nothing passes for so long (until `restore` when left out); connections stay open, new ones hear nothing. */
  silence(ms?: number): void;
  /** The cable is out and the router says so: all connections are reset, new ones refused until `restore`. */
  cut(): Promise<void>;
  /** Somebody else answers every new connection; those that are open are reset. */
  impersonate(impostor: Impostor): void;
  /** Silence, cut and impostors end; faults and the line's shape stay. */
  restore(): Promise<void>;
  resetAll(): void;
  /**
   * Connections that were open before `sinceMs` (of `performance.now`) stay silent for so much longer, as when their
   * sender has backed off; later ones do not.
   */
  backOff(ms: number, sinceMs: number): void;
  /** The oldest open connection, or the n-th, hears nothing more, for ever. */
  freezeOne(place?: number): void;
  close(): Promise<void>;
}

/** Starts it on 127.0.0.1. */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const line = new FaultLine(options);
  await line.listen(0);
  return line;
}

interface ActiveRule {
  readonly rule: ProxyFaultRule;
  left: number;
}

class FaultLine implements FaultProxy {
  readonly #target: URL;
  readonly #fraction: () => number;
  readonly #down: SharedLine;
  readonly #up: SharedLine;
  readonly #connections = new Set<ProxiedConnection>();
  readonly #sockets = new Set<Socket>();
  readonly #rules = new Set<ActiveRule>();
  #server: Server | undefined;
  #port = 0;
  #impostor: Impostor | undefined;
  #silenceTimer: NodeJS.Timeout | undefined;
  #accepted = 0;
  #resets = 0;

  constructor({ target, seed = '1', line = {}, up }: FaultProxyOptions) {
    this.#target = new URL(target);
    this.#fraction = seededFractions(seed);
    this.#down = new SharedLine(this.#fraction);
    this.#up = new SharedLine(this.#fraction);
    this.setLine(line, up);
  }

  get url(): string {
    const { protocol, pathname, search } = this.#target;
    return `${protocol}//127.0.0.1:${this.#port}${pathname}${search}`;
  }

  get port(): number {
    return this.#port;
  }

  get counts() {
    return {
      connections: this.#accepted,
      open: this.#connections.size,
      resets: this.#resets,
      bytesDown: this.#down.carriedBytes,
      bytesUp: this.#up.carriedBytes,
    };
  }

  setLine(line: LineShape, up?: LineShape): void {
    this.#down.setShape(line);
    const { bitsPerSecond, ...rest } = line;
    this.#up.setShape(up ?? (bitsPerSecond === undefined ? rest : { ...rest, bitsPerSecond: bitsPerSecond / 2 }));
  }

  addFault(rule: ProxyFaultRule): () => void {
    const active = { rule, left: rule.times ?? Number.POSITIVE_INFINITY };
    this.#rules.add(active);
    return () => this.#rules.delete(active);
  }

  clearFaults(): void {
    this.#rules.clear();
    for (const connection of this.#connections) connection.stopDripping();
  }

  silence(ms?: number): void {
    clearTimeout(this.#silenceTimer);
    this.#down.hold();
    this.#up.hold();
    if (ms !== undefined) this.#silenceTimer = setTimeout(() => this.#endSilence(), ms);
  }

  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    this.resetAll();
    await closed;
  }

  impersonate(impostor: Impostor): void {
    this.#impostor = impostor;
    this.resetAll();
  }

  async restore(): Promise<void> {
    if (this.#impostor) this.resetAll();
    this.#impostor = undefined;
    clearTimeout(this.#silenceTimer);
    this.#endSilence();
    if (!this.#server) await this.listen(this.#port);
  }

  resetAll(): void {
    for (const connection of [...this.#connections]) connection.reset();
    for (const socket of [...this.#sockets]) socket.resetAndDestroy();
  }

  backOff(ms: number, sinceMs: number): void {
    for (const connection of this.#connections) {
      if (connection.openedAtMs >= sinceMs) continue;
      if (ms === Number.POSITIVE_INFINITY) connection.freeze();
      else connection.keepSilent(ms);
    }
  }

  freezeOne(place = 0): void {
    [...this.#connections][place]?.freeze();
  }

  async close(): Promise<void> {
    this.#endSilence();
    clearTimeout(this.#silenceTimer);
    await this.cut();
    this.#down.close();
    this.#up.close();
  }

  async listen(port: number): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  #endSilence(): void {
    this.#down.release();
    this.#up.release();
  }

  #accept(client: Socket): void {
    this.#accepted += 1;
    this.#sockets.add(client);
    client.on('close', () => this.#sockets.delete(client));
    if (this.#impostor) {
      answerAsImpostor(client, this.#impostor, this.#fraction);
      return;
    }
    const connection = new ProxiedConnection({
      client,
      target: { host: this.#target.hostname, port: Number(this.#target.port) },
      up: this.#up,
      down: this.#down,
      faults: this.#draw('connection', ''),
      onRequest: (requestLine) => this.#draw('answer', requestLine),
      fraction: this.#fraction,
      onReset: () => {
        this.#resets += 1;
      },
      onEnd: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
  }

  #draw(of: 'connection' | 'answer', requestLine: string): PlacedFault[] {
    return [...this.#rules].flatMap((active) => {
      const { rule } = active;
      if (rule.of !== of || active.left <= 0 || (rule.when && !rule.when.test(requestLine))) return [];
      if (rule.chance !== undefined && this.#fraction() >= rule.chance) return [];
      active.left -= 1;
      return [{ fault: rule.fault, atByte: rule.atByte }];
    });
  }
}
