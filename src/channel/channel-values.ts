import type { Secret } from '../kernel/secret.ts';

/** What a channel's block of the configuration says, by key; a group of keys (`bot`, `app`) is a record again. null: not given. */
export type ChannelValues = { readonly [key: string]: string | boolean | Secret | null | ChannelValues };
