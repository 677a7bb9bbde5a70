import { Secret } from '../kernel/secret.ts';

/** What a channel's block of the configuration says, by key; a group of keys (`bot`, `app`) is a record again. null: not given. */
export type ChannelValues = { readonly [key: string]: string | boolean | Secret | null | ChannelValues };

/** null: not given, or blank. */
export function findText(values: ChannelValues, key: string): string | null {
  const value = values[key];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** null: not given, or blank. */
export function findSecret(values: ChannelValues, key: string): Secret | null {
  const value = values[key];
  return value instanceof Secret && value.reveal().trim() !== '' ? value : null;
}
