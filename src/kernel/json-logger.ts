import { pino, type DestinationStream } from 'pino';
import { BotError } from './bot-error.ts';
import type { LogFields, Logger } from './logger.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Structured log, a line of JSON each, on standard output or `destination`. */
export function createJsonLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const base = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return wrap(base);
}

function wrap(log: pino.Logger): Logger {
  return {
    debug: (message, fields) => {
      log.debug(fields ?? {}, message);
    },
    info: (message, fields) => {
      log.info(fields ?? {}, message);
    },
    warn: (message, fields, cause) => {
      log.warn({ ...fields, ...causeFields(cause) }, message);
    },
    error: (message, fields, cause) => {
      log.error({ ...fields, ...causeFields(cause) }, message);
    },
    child: (fields) => wrap(log.child(fields)),
  };
}

/** An error's own message may quote what somebody wrote; its kind, code and stack frames do not. */
function causeFields(cause: unknown): LogFields {
  if (cause === undefined) return {};
  if (!(cause instanceof Error)) return { cause: typeof cause };
  const ours = cause instanceof BotError ? cause.message : undefined;
  const inner = cause.cause instanceof Error ? codeOf(cause.cause) : undefined;
  const frames = cause.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim().replace(/^at /, ''));
  return { cause: cause.name, code: codeOf(cause), detail: ours, inner, at: frames?.join(' < ') };
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
