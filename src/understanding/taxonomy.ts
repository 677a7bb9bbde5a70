import type { Localized } from '../kernel/locale.ts';

export type Category = { readonly id: string; readonly name: Localized; readonly hint: Localized };

/** Categories in the order people should see them. */
export type Taxonomy = readonly Category[];

export const unknownCategory = 'other.unknown';
