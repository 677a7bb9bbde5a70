import type { Migration } from '../migrate.ts';
import { foundations } from './0001-foundations.ts';
import { outboxKinds } from './0002-outbox-kinds.ts';
import { identityBinding } from './0003-identity-binding.ts';
import { alerting } from './0004-alerting.ts';
import { slaWatch } from './0005-sla-watch.ts';
import { learning } from './0006-learning.ts';
import { knowledge } from './0007-knowledge.ts';
import { articleVectors } from './0008-article-vectors.ts';

/** Every step ever released, oldest first. */
export const migrations: readonly Migration[] = [
  foundations,
  outboxKinds,
  identityBinding,
  alerting,
  slaWatch,
  learning,
  knowledge,
  articleVectors,
];
