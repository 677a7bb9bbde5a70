import { describe, expect, it } from 'vitest';
import { castYaml } from '../support/world.ts';
import { openAlertOffice } from './alert-office.ts';

const desk = 'web:desk';
const managers = 'web:managers';
const shanghai = (text: string): string => `${text.replace(' ', 'T')}:00+08:00`;

describe('a ticket nobody takes', () => {
  it('is told to the group with its lead mentioned, and again with the lead in person', async () => {
    const office = await openAlertOffice(shanghai('2026-11-24 10:00'));
    await office.open('P3');
    office.turnTo(shanghai('2026-11-24 10:59'));
    await office.sweep();
    expect(await office.told(desk)).toEqual([]);
    office.turnTo(shanghai('2026-11-24 11:00'));
    await office.sweep();
    await office.sweep();
    const [first] = await office.told(desk);
    expect(first?.text).toBe(
      '🙋 T-1 · 还没人认领\n@周主管 等了 1 小时还没人认领 · P3 · 打印机卡纸\n[认领] [知悉] [怎么算的]',
    );
    expect(await office.told('web:@zhou')).toEqual([]);
    office.turnTo(shanghai('2026-11-24 14:00'));
    await office.sweep();
    expect(await office.keys()).toContain('T-1 1/unclaimed/breach#3');
    expect((await office.told('web:@zhou')).map(({ text }) => text)).toEqual([
      expect.stringContaining('还没人认领'),
    ]);
  });

  it('stops being told once somebody has it; given back it starts anew', async () => {
    const office = await openAlertOffice(shanghai('2026-11-24 10:00'));
    await office.open('P2');
    office.turnTo(shanghai('2026-11-24 10:10'));
    await office.change(1, 'wang', { type: 'claimed' });
    office.turnTo(shanghai('2026-11-24 10:20'));
    await office.sweep();
    expect(await office.keys()).toEqual([]);
    await office.change(1, 'wang', { type: 'released' });
    office.turnTo(shanghai('2026-11-24 10:34'));
    await office.sweep();
    office.turnTo(shanghai('2026-11-24 10:35'));
    await office.sweep();
    expect(await office.keys()).toEqual(['T-1 1/firstResponse/breach', 'T-1 2/unclaimed/breach']);
  });

  it('can be left alone by configuration', async () => {
    const office = await openAlertOffice(
      shanghai('2026-11-24 10:00'),
      'sla: { unclaimed: false, untouched: false }',
    );
    await office.open('P3');
    office.turnTo(shanghai('2026-11-24 11:20'));
    await office.sweep();
    expect(await office.keys()).toEqual([]);
  });
});

it('a claimed ticket that lies is told to whoever has it, and doing something to it starts the count anew', async () => {
  const office = await openAlertOffice(shanghai('2026-11-24 09:00'));
  await office.open('P2');
  await office.change(1, 'wang', { type: 'claimed' }, { type: 'replied', text: '看看', attachments: [] });
  office.turnTo(shanghai('2026-11-24 12:00'));
  await office.change(1, 'wang', { type: 'noted', text: '等配件' });
  office.turnTo(shanghai('2026-11-24 16:00'));
  await office.sweep();
  expect(await office.keys()).toEqual([]);
  office.turnTo(shanghai('2026-11-24 16:30'));
  await office.sweep();
  expect(await office.keys()).toEqual(['T-1 3/untouched/breach']);
  expect((await office.told('web:@wang')).map(({ text }) => text)).toEqual([
    '⏳ T-1 · 没有动静\n@王工 已经 4 小时 30 分没有动静 · P2 · 打印机卡纸\n[回复] [知悉] [怎么算的]',
  ]);
});

describe('levels after the breach', () => {
  const yaml = `
sla:
  unclaimed: false
  untouched: false
  duty: [chen]
  policies:
    - name: all
      when: {}
      resolution: 2h
      calendar: cn
      warn: []
      breach: { to: [assignee], repeat: 30m, max: 5 }
      escalate: [{ at: 1h, to: [lead, duty] }]
`;
  it('go up the ladder in words of their own, and a repeat says how late it is', async () => {
    const office = await openAlertOffice(shanghai('2026-11-24 09:00'), yaml);
    await office.open('P3');
    await office.change(1, 'wang', { type: 'claimed' });
    for (const time of ['11:00', '11:30', '12:00', '12:30']) {
      office.turnTo(shanghai(`2026-11-24 ${time}`));
      await office.sweep();
    }
    expect((await office.told('web:@wang')).map(({ text }) => text.split('\n').slice(0, 2))).toEqual([
      ['⏰ T-1 · 已超时', '@王工 解决已超时，原定今天 11:00 前 · P3 · 打印机卡纸'],
      ['⏰ T-1 · 已超时 30 分钟', '@王工 解决已超时 30 分钟，原定今天 11:00 前 · P3 · 打印机卡纸'],
    ]);
    for (const place of ['web:@zhou', 'web:@chen'])
      expect((await office.told(place)).map(({ text }) => text.split('\n')[0])).toEqual([
        expect.stringContaining('T-1 · 已超时 1 小时'),
      ]);
    expect(await office.told(managers)).toEqual([]);
  });

  it('an empty rung is answered for by the next one up', async () => {
    const office = await openAlertOffice(
      shanghai('2026-11-24 09:00'),
      yaml.replace('duty: [chen]', 'duty: []'),
    );
    await office.open('P3');
    office.turnTo(shanghai('2026-11-24 11:00'));
    await office.sweep();
    // Nobody has it: the group hears it, with the lead mentioned.
    expect((await office.told(desk)).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^⏰ T-1 · 已超时\n@周主管 解决已超时/),
    ]);
  });
});

describe('acknowledging', () => {
  const yaml = 'sla: { unclaimed: { P3: 10m } }';
  it('ends the repeats, shows who it was wherever it was told, and is kept in the ticket', async () => {
    const office = await openAlertOffice(shanghai('2026-11-24 10:00'), yaml);
    await office.open('P3');
    office.turnTo(shanghai('2026-11-24 10:10'));
    await office.sweep();
    await office.change(1, 'zhou', { type: 'acknowledged', keys: ['1/unclaimed/breach'] });
    office.turnTo(shanghai('2026-11-24 10:40'));
    await office.sweep();
    expect(await office.keys()).toEqual(['T-1 1/unclaimed/breach']);
    const [repainted] = await office.told(desk, 'edit');
    expect(repainted?.text).toContain('✅ 周主管 已知悉（今天 10:10）');
    expect(repainted?.text).not.toContain('[知悉]');
    expect(repainted?.text).toContain('[认领]');
  });

  it('what waits to be told meanwhile is not told any more', async () => {
    const office = await openAlertOffice(
      shanghai('2026-11-24 10:00'),
      'sla: { unclaimed: { P3: 10m }, quietHours: { from: "10:05", to: "11:00" } }',
    );
    await office.open('P3');
    office.turnTo(shanghai('2026-11-24 10:10'));
    await office.sweep();
    await office.change(1, 'zhou', { type: 'acknowledged', keys: ['1/unclaimed/breach'] });
    office.turnTo(shanghai('2026-11-24 11:00'));
    await office.sweep();
    expect(await office.told(desk)).toEqual([]);
  });
});

describe('many at once', () => {
  it('are one digest for each place, most urgent first, with buttons for the first and a word for the rest', async () => {
    const office = await openAlertOffice(shanghai('2026-11-24 10:00'));
    for (let count = 0; count < 14; count += 1) await office.open('P3', { title: `问题 ${count + 1}` });
    office.turnTo(shanghai('2026-11-24 10:56'));
    await office.open('P1', { title: '全公司断网' });
    office.turnTo(shanghai('2026-11-24 11:01'));
    await office.sweep();
    const told = await office.told(desk);
    expect(told).toHaveLength(1);
    const lines = told[0]?.text.split('\n') ?? [];
    expect(lines[0]).toBe('⏰ 15 张工单要留意，最急的在前');
    expect(lines[1]).toBe('- T-15 P1 · 5 分钟没人认领 · 全公司断网 @周主管');
    expect(lines[2]).toMatch(
      /^- T-1 P3 · 1 小时 1 分没人认领（晚到）|^- T-1 P3 · 1 小时 1 分没人认领 · 问题 1 周主管$/,
    );
    expect(lines[11]).toBe('还有 5 张：T-10、T-11、T-12、T-13、T-14。发“进度 T-10”接着看。');
    expect(lines[12]).toBe('[认领 T-15] [知悉 T-15] [认领 T-1] [知悉 T-1] [认领 T-2] [知悉 T-2]');
  });

  it('P1 never hides in a digest’s tail', async () => {
    const office = await openAlertOffice(shanghai('2026-11-24 10:00'));
    for (let count = 0; count < 14; count += 1) await office.open('P1');
    await office.open('P2');
    office.turnTo(shanghai('2026-11-24 10:15'));
    await office.sweep();
    const [digest] = await office.told(desk);
    for (let number = 1; number <= 14; number += 1) expect(digest?.text).toContain(`T-${number} P1`);
    expect(digest?.text).toContain('还有 1 张：T-15');
  });

  it('acknowledged one by one, the digest shows it line by line', async () => {
    const office = await openAlertOffice(shanghai('2026-11-24 10:00'));
    for (let count = 0; count < 5; count += 1) await office.open('P3');
    office.turnTo(shanghai('2026-11-24 11:00'));
    await office.sweep();
    await office.change(2, 'zhou', { type: 'acknowledged', keys: ['1/unclaimed/breach'] });
    const [repainted] = await office.told(desk, 'edit');
    const line = (number: number) => repainted?.text.split('\n').find((one) => one.includes(`T-${number} `));
    expect(line(2)).toContain('✅ 周主管 已知悉');
    expect(line(1)).not.toContain('知悉（');
  });

  it('a trickle never makes more than six messages in a minute', async () => {
    const office = await openAlertOffice(shanghai('2026-11-24 10:00'));
    const start = office.now();
    for (let count = 0; count < 30; count += 1) {
      office.turnTo(start + count * 1_000);
      await office.open('P3');
    }
    for (let second = 0; second < 200; second += 1) {
      office.turnTo(start + 3_600_000 + second * 1_000);
      await office.sweep();
    }
    const rows = await office.database.db
      .selectFrom('sla_alert_message')
      .select(['told_at', 'tickets'])
      .where('conversation_key', '=', desk)
      .execute();
    const times = rows.map(({ told_at }) => told_at ?? 0);
    for (const at of times)
      expect(times.filter((other) => other > at - 60_000 && other <= at).length).toBeLessThanOrEqual(6);
    expect(rows.reduce((sum, { tickets }) => sum + tickets, 0)).toBe(30);
    expect(rows.length).toBeLessThan(10);
  });
});

describe('quiet hours', () => {
  const yaml = `
sla:
  unclaimed: false
  untouched: false
  quietHours: { from: "22:00", to: "08:00" }
  policies:
    - { name: all, when: {}, resolution: 4h, calendar: 24x7, warn: [] }
`;
  it('keep alerts for the morning as one summary of what still holds; P1 is told at night', async () => {
    const office = await openAlertOffice(shanghai('2026-11-24 19:00'), yaml);
    await office.open('P2', { title: '还没好' });
    await office.open('P2', { title: '夜里修好了' });
    await office.open('P1', { title: '全公司断网' });
    office.turnTo(shanghai('2026-11-24 23:00'));
    await office.sweep();
    await office.sweep();
    expect((await office.told(managers)).map(({ text }) => text.split('\n')[0])).toEqual([
      expect.stringContaining('T-3 · 已超时'),
    ]);
    office.turnTo(shanghai('2026-11-25 02:00'));
    await office.change(2, 'wang', { type: 'claimed' }, { type: 'resolved', text: '换了线' });
    await office.sweep();
    expect(await office.told(managers)).toHaveLength(1);
    office.turnTo(shanghai('2026-11-25 08:00'));
    await office.sweep();
    await office.sweep();
    const [, morning, ...others] = await office.told(managers);
    expect(others).toEqual([]);
    expect(morning?.text.split('\n').slice(0, 2)).toEqual([
      '🌅 免打扰时段攒下的提醒：1 张工单还要留意',
      '- T-1 P2 · 解决已超时，原定昨天 23:00 前 · 还没好 @周主管',
    ]);
  });

  it('say nothing in the morning where the night has mended everything', async () => {
    const office = await openAlertOffice(shanghai('2026-11-24 19:00'), yaml);
    await office.open('P2');
    office.turnTo(shanghai('2026-11-24 23:00'));
    await office.sweep();
    await office.change(1, 'wang', { type: 'claimed' }, { type: 'resolved', text: '好了' });
    office.turnTo(shanghai('2026-11-25 08:00'));
    await office.sweep();
    expect(await office.told(managers)).toEqual([]);
  });
});

it('after a downtime every missed level is told once, gathered and marked late', async () => {
  const office = await openAlertOffice(shanghai('2026-11-24 10:00'), 'sla: { untouched: false }');
  for (let count = 0; count < 3; count += 1) await office.open('P3');
  office.turnTo(shanghai('2026-11-30 10:00'));
  await office.sweep();
  await office.sweep();
  const [gathered, ...others] = await office.told(managers);
  expect(others).toEqual([]);
  expect(gathered?.text.split('\n')[0]).toBe('⏰ 补发错过的提醒：3 张工单要留意');
  const keys = await office.keys();
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.filter((key) => key.includes('/resolution/'))).toEqual([
    'T-1 1/resolution/breach',
    'T-2 1/resolution/breach',
    'T-3 1/resolution/breach',
  ]);
});

it('one that became due by a change of priority is one message, whatever became due with it', async () => {
  const office = await openAlertOffice(
    shanghai('2026-11-24 10:00'),
    'sla: { unclaimed: false, untouched: false }',
  );
  await office.open('P3');
  office.turnTo(shanghai('2026-11-24 15:00'));
  await office.sweep();
  const before = (await office.told(managers)).length;
  await office.change(1, 'zhou', {
    type: 'priority_changed',
    priority: 'P1',
    policy: office.office.desk.policyFor({ priority: 'P1' }),
  });
  await office.sweep();
  await office.sweep();
  const told = (await office.told(managers)).slice(before);
  expect(told).toHaveLength(1);
  expect(told[0]?.text).toContain('T-1');
});

describe('the second tier', () => {
  const cast = castYaml.replace(
    'managers:',
    '  - { id: network, name: 网络组, tier: 2, categories: [hardware], conversations: ["web:network"] }\nmanagers:',
  );
  it('is offered a first-tier ticket after half an hour of work, with one button', async () => {
    const office = await openAlertOffice(shanghai('2026-11-24 10:00'), '', { cast });
    await office.open('P3');
    await office.change(1, 'wang', { type: 'claimed' }, { type: 'replied', text: '看看', attachments: [] });
    office.turnTo(shanghai('2026-11-24 10:30'));
    await office.sweep();
    expect((await office.told('web:@wang')).map(({ text }) => text)).toEqual([
      '↗️ T-1 · 要不要转二线\n@王工 一线 30 分钟没解决，要不要转给 网络组？· P3 · 打印机卡纸\n[转给 网络组] [知悉] [怎么算的]',
    ]);
    const policy = office.office.desk.policyFor({ priority: 'P3' });
    await office.change(1, 'wang', { type: 'transferred', groupId: 'network', policy });
    office.turnTo(shanghai('2026-11-24 12:00'));
    await office.sweep();
    // The group it came to hears when nobody takes it; nobody is asked to hand it on again.
    expect((await office.told('web:network')).map(({ text }) => text)).toEqual([
      expect.stringContaining('还没人认领'),
    ]);
    expect((await office.keys()).filter((key) => key.includes('handOn'))).toEqual(['T-1 1/handOn/breach']);
  });
  it('is nobody where there is none', async () => {
    const office = await openAlertOffice(shanghai('2026-11-24 10:00'));
    await office.open('P3');
    office.turnTo(shanghai('2026-11-24 10:45'));
    await office.sweep();
    expect(await office.keys()).toEqual([]);
  });
});
