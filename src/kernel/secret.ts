import { createHash } from 'node:crypto';
import { inspect } from 'node:util';

/**
 * A value that must never be read by people: however it is printed, logged, inspected or turned into JSON, it shows as
 * `[secret]`. Whoever calls the platform asks for it with {@link Secret.reveal}.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself: for a request to the platform, never for a message or a log. */
  reveal(): string {
    return this.#value;
  }

  /** Eight hex digits of its SHA-256: tells two values apart without telling either. */
  fingerprint(): string {
    return createHash('sha256').update(this.#value).digest('hex').slice(0, 8);
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
