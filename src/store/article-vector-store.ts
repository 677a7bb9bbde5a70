import type { Kysely } from 'kysely';
import type { Tables, Tx } from './tables.ts';

/** Where an article lies among the meanings of an embedding model. */
export type ArticleVector = {
  readonly articleId: string;
  readonly model: string;
  /** Of the text it was made from. */
  readonly sourceHash: string;
  readonly vector: Float32Array;
};

export async function saveArticleVectors(
  tx: Tx,
  vectors: readonly ArticleVector[],
  at: number,
): Promise<void> {
  for (const { articleId, model, sourceHash, vector } of vectors) {
    const columns = { model, source_hash: sourceHash, vector: encode(vector), at };
    await tx
      .insertInto('article_vector')
      .values({ article_id: articleId, ...columns })
      .onConflict((conflict) => conflict.column('article_id').doUpdateSet(columns))
      .execute();
  }
}

/** Those of one model: another one's mean nothing beside them. */
export async function listArticleVectors(db: Kysely<Tables>, model: string): Promise<ArticleVector[]> {
  const rows = await db.selectFrom('article_vector').selectAll().where('model', '=', model).execute();
  return rows.map((row) => ({
    articleId: row.article_id,
    model: row.model,
    sourceHash: row.source_hash,
    vector: decode(row.vector),
  }));
}

/** Little-endian 32-bit floats in base64: 4 kB for 768 dimensions. */
function encode(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes.toString('base64');
}

function decode(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) =>
    bytes.readFloatLE(index * 4),
  );
}
