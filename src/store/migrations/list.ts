import type { Migration } from '../migrate.ts';
import { foundations } from './0001-foundations.ts';

/** Every step ever released, oldest first. */
export const migrations: readonly Migration[] = [foundations];
