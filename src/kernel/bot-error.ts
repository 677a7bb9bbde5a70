/** What can be broken in the world around us. Expected refusals are values, never errors. */
export type BotErrorCode =
  | 'config.invalid'
  | 'content.invalid'
  | 'store.locked'
  | 'store.full'
  | 'store.newer-schema'
  | 'store.broken'
  | 'channel.unreachable'
  | 'turn.failed'
  | 'bug';

export class BotError extends Error {
  readonly code: BotErrorCode;

  /** @param message one plain sentence an operator can act on; never message text or a secret. */
  constructor(code: BotErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'BotError';
    this.code = code;
  }
}

/** Marks a branch the types say cannot be reached. */
export function unreachable(value: never): never {
  throw new BotError('bug', `unexpected variant: ${JSON.stringify(value)}`);
}
