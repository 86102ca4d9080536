import { pino } from 'pino';
import type { Clock } from '../world.ts';
import { redactFields } from './redact.ts';

/** Numbers, codes and our own ids; what is not on the allow-list in `redact.ts` does not reach the file. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Events are named as codes, `archive.timedOut`, never as sentences: a sentence is where a name slips in. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface LogOptions {
  readonly clock: Clock;
  /** Takes whole lines, each ending with a newline. */
  readonly sink: { write(line: string): void };
  readonly level?: LogLevel;
  /** Turns a DICOM UID into a name that only this profile's key can make again. Without it UIDs are dropped. */
  readonly hashUid?: (uid: string) => string;
}

/** A log that can carry no patient data: fields pass an allow-list by name and by shape. */
export function createLog(options: LogOptions): Log {
  const logger = pino(
    {
      level: options.level ?? 'info',
      base: null,
      timestamp: () => `,"at":${options.clock.now()}`,
      formatters: { level: (label) => ({ level: label }) },
      messageKey: 'event',
    },
    options.sink,
  );
  const write = (level: LogLevel, event: string, fields: LogFields = {}): void => {
    logger[level](redactFields(fields, options.hashUid), eventPattern.test(event) ? event : 'log.eventRefused');
  };
  return {
    debug: (event, fields) => write('debug', event, fields),
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields),
  };
}

const eventPattern = /^[a-z][A-Za-z0-9]*(\.[A-Za-z0-9]+){1,3}$/;

/** For tests and tools that want none. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
