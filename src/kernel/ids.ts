import { randomUUID } from 'node:crypto';

/** Makes opaque unique ids. Injected, so a replayed turn makes the same ones. */
export type IdSource = () => string;

export const randomIds: IdSource = () => randomUUID();
