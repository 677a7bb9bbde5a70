import { createHash } from 'node:crypto';

/** What search and articles are improved by, and what is only measured. */
export type QuestionPart = 'dev' | 'test';

/** Two thirds are `dev`. By the id alone, so that a new question moves no other. */
export function partOf(id: string): QuestionPart {
  return createHash('sha256').update(id).digest().readUInt32BE(0) % 3 === 0 ? 'test' : 'dev';
}
