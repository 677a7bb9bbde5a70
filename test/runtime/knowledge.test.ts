import { beforeEach, describe, expect, test } from 'vitest';
import type { Article } from '../../src/knowledge/article.ts';
import { createKnowledgeBase, type KnowledgeBase } from '../../src/knowledge/knowledge-base.ts';
import { createKnowledgeFollower, type KnowledgeFollower } from '../../src/runtime/follow-knowledge.ts';
import { syncArticles } from '../../src/runtime/sync-articles.ts';
import { findArticle, listVersions, saveArticle } from '../../src/store/article-store.ts';
import type { Database } from '../../src/store/database.ts';
import { addPhrasing, mostPhrasings } from '../../src/store/phrasing-store.ts';
import { openTemporary } from '../store/temporary-database.ts';

function article(id: string, title: string): Article {
  return {
    ...{
      id,
      locale: 'zh-CN',
      title,
      category: 'hardware.printer',
      keywords: [],
      askedAs: [],
      body: '照着做。',
    },
    ...{ symptom: null, appliesWhen: null, prerequisites: [], steps: [], risks: null, rollback: null },
    ...{ verify: null, related: [], owner: null, validUntil: null },
  };
}

let database: Database;
let base: KnowledgeBase;
let follower: KnowledgeFollower;

beforeEach(async () => {
  database = await openTemporary();
  base = createKnowledgeBase();
  follower = createKnowledgeFollower(database, base);
});
const sync = (files: readonly Article[], at = 1_000) =>
  database.transact((tx) => syncArticles(tx, files, at));

describe('the knowledge folder and the store', () => {
  test('a new file is published and found', async () => {
    expect(await sync([article('jam', '打印机卡纸')])).toBe(1);
    expect(await follower.follow()).toBe(1);
    expect(base.find('jam', 'zh-CN')?.title).toBe('打印机卡纸');
  });

  test('an unchanged file writes nothing', async () => {
    await sync([article('jam', '打印机卡纸')]);
    expect(await sync([article('jam', '打印机卡纸')], 2_000)).toBe(0);
  });

  test('a changed file is a new version; both are kept', async () => {
    await sync([article('jam', '打印机卡纸')]);
    await sync([article('jam', '打印机卡纸怎么办')], 2_000);
    await follower.follow();
    expect(base.find('jam', 'zh-CN')?.title).toBe('打印机卡纸怎么办');
    const versions = await listVersions(database.db, 'jam', 'zh-CN');
    expect(versions.map(({ version, at }) => [version, at])).toEqual([
      [2, 2_000],
      [1, 1_000],
    ]);
  });

  test('a removed file retires its article, and coming back publishes it again', async () => {
    await sync([article('jam', '打印机卡纸'), article('toner', '换硒鼓')]);
    await sync([article('toner', '换硒鼓')]);
    await follower.follow();
    expect(base.find('jam', 'zh-CN')).toBeUndefined();
    await sync([article('jam', '打印机卡纸'), article('toner', '换硒鼓')]);
    await follower.follow();
    expect(base.find('jam', 'zh-CN')?.title).toBe('打印机卡纸');
  });

  test('what was retired here stays so while its file does not change', async () => {
    await sync([article('jam', '打印机卡纸')]);
    const stored = await findArticle(database.db, 'jam', 'zh-CN');
    if (!stored) throw new Error('not stored');
    await database.transact((tx) =>
      saveArticle(tx, { ...stored, status: 'retired' }, stored.version, {
        actorId: null,
        reason: null,
        at: 2_000,
      }),
    );
    await sync([article('jam', '打印机卡纸')], 3_000);
    await follower.follow();
    expect(base.find('jam', 'zh-CN')).toBeUndefined();
  });

  test('of two who decided on the same version one is told', async () => {
    await sync([article('jam', '打印机卡纸')]);
    const stored = await findArticle(database.db, 'jam', 'zh-CN');
    if (!stored) throw new Error('not stored');
    const save = () =>
      database.transact((tx) =>
        saveArticle(tx, { ...stored, status: 'retired' }, stored.version, {
          actorId: null,
          reason: null,
          at: 2,
        }),
      );
    expect([await save(), await save()]).toEqual([true, false]);
  });
});

describe('phrasings', () => {
  test('are found after the next look, each once, and no more than an article can use', async () => {
    await sync([article('jam', '打印机卡纸')]);
    await follower.follow();
    const add = (text: string) =>
      database.transact((tx) =>
        addPhrasing(tx, { articleId: 'jam', locale: 'zh-CN', text, personId: null, at: 5 }),
      );
    expect(await add('机器吃纸吐不出来')).toBe(true);
    expect(await add('机器吃纸吐不出来')).toBe(false);
    expect(await follower.follow()).toBe(1);
    const search = base.search({ text: '机器吃纸吐不出来了', locale: 'zh-CN', category: null, limit: 1 });
    expect(search.map((hit) => hit.article.id)).toEqual(['jam']);
    for (let number = 1; number < mostPhrasings; number += 1) expect(await add(`说法 ${number}`)).toBe(true);
    expect(await add('再来一个')).toBe(false);
  });
});
