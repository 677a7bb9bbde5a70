import { LogLevel, type Logger as SdkLogger } from '@slack/web-api';
import type { Logger } from '../../src/kernel/logger.ts';

/**
 * Slack's SDK writes whole payloads, with people's words, at debug ("should we redact things in here?") and parts of them
 * in its warnings. Only that something was said gets through.
 */
export function createSdkLogger(logger: Logger): SdkLogger {
  let level = LogLevel.INFO;
  const nothing = (): void => undefined;
  const firstWords = (parts: readonly unknown[]): string => {
    const [first] = parts;
    const text = first instanceof Error ? first.name : String(first);
    return /^[A-Za-z' ]{0,60}/.exec(text)?.[0].trim() ?? '';
  };
  return {
    debug: nothing,
    info: nothing,
    warn: (...parts) => {
      logger.debug('the SDK warns', { about: firstWords(parts) });
    },
    error: (...parts) => {
      logger.debug('the SDK reports an error', { about: firstWords(parts) });
    },
    setLevel: (next) => {
      level = next;
    },
    getLevel: () => level,
    setName: nothing,
  };
}
