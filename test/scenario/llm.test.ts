import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startScriptedServer, type ScriptedServer } from '../llm/scripted-server.ts';
import { castYaml, openWorld, type World } from '../support/world.ts';

let server: ScriptedServer;
let world: World;
beforeEach(async () => {
  server = await startScriptedServer();
  world = await openWorld({
    at: '2026-11-23T02:00:00Z',
    yaml: `${castYaml}\nllm: { baseUrl: "${server.url}", model: m, timeoutMs: 300 }\n`,
  });
});
afterEach(() => world.close());

const text = (said: readonly { text: string }[]): string => said.map((one) => one.text).join('\n');

describe('with a language model', () => {
  test('an answer is composed from the articles it cites, and they stand below it', async () => {
    server.next({
      type: 'says',
      answer: {
        answers: true,
        sentences: [{ text: '先清一下卡住的纸，再重启。', articles: ['printer-paper-jam'] }],
      },
    });
    const said = text(await world.says('lin', '打印机卡纸了'));
    expect(said).toContain('先清一下卡住的纸，再重启。');
    expect(said).toContain('由 AI 根据下面的知识整理');
    expect(said).toContain('解决了');
  });

  test('an answer from an article that is not shown is not shown either', async () => {
    server.next({
      type: 'says',
      answer: { answers: true, sentences: [{ text: '随便写的。', articles: ['no-such-article'] }] },
    });
    const said = text(await world.says('lin', '打印机卡纸了'));
    expect(said).not.toContain('随便写的');
    expect(said).toContain('打印机');
  });

  test('what ours cannot read is offered as the model reads it, and the person decides', async () => {
    server.next({
      type: 'says',
      answer: { category: 'hardware.peripheral', kind: 'incident', impact: null, urgency: null, because: [] },
    });
    const said = await world.says('lin', '那个东西又不行了，跟上周一样');
    expect(
      said
        .at(-1)
        ?.message.actions.map(({ label }) => label)
        .join(),
    ).toMatch(/外设|键盘|鼠标/);
  });

  test('a ticket is summed up for whoever takes it over, in its own words where the model fails', async () => {
    await world.says('lin', '转人工');
    await world.says('lin', '扩展坞一插上显示器就花屏，换了线也一样');
    await world.presses('wang', '认领', 'desk');
    await world.says('wang', '备注 T-1 固件是旧版 1.2');
    server.next({
      type: 'says',
      answer: { problem: '显示器花屏', known: ['扩展坞'], tried: ['换线'], open: [] },
    });
    expect(text(await world.says('li', '摘要 T-1'))).toMatch(/显示器花屏[\s\S]*换线[\s\S]*由 AI 整理/);
    server.next({ type: 'silent' });
    const own = text(await world.says('li', '摘要 T-1'));
    expect(own).toContain('固件是旧版 1.2');
    expect(own).not.toContain('AI');
  });

  test('a draft is improved, without names, and stays a draft', async () => {
    await world.says('lin', '转人工');
    await world.says('lin', '扩展坞一插上显示器就花屏');
    await world.presses('wang', '认领', 'desk');
    await world.says('wang', '解决 T-1 升级固件');
    server.next({
      type: 'says',
      answer: {
        ...{
          title: '接扩展坞后显示器花屏',
          symptom: '花屏',
          appliesWhen: null,
          prerequisites: [],
          steps: ['升级固件'],
        },
        ...{ risks: null, rollback: null, verify: '不再花屏', body: '升级扩展坞固件。', keywords: ['花屏'] },
      },
    });
    const drafted = text(await world.says('wang', '写知识 T-1'));
    expect(drafted).toContain('接扩展坞后显示器花屏');
    expect(text(await world.says('lin', '查知识 接扩展坞后显示器花屏'))).not.toContain('升级扩展坞固件。');
  });

  test('what it cost is written down', async () => {
    server.next({ type: 'status', status: 500 });
    await world.says('lin', '打印机卡纸了');
    const uses = await world.database().db.selectFrom('llm_use').selectAll().execute();
    expect(uses).toMatchObject([{ purpose: 'compose-answer', outcome: 'failed' }]);
  });
});

test('without one the desk does all of it alone', async () => {
  await world.close();
  world = await openWorld({ at: '2026-11-23T02:00:00Z' });
  const said = text(await world.says('lin', '打印机卡纸了'));
  expect(said).toContain('打印机');
  expect(said).not.toContain('AI');
  expect(server.asked).toHaveLength(0);
});
