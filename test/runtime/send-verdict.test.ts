import { describe, expect, test } from 'vitest';
import type { Capabilities, SendOutcome } from '../../src/channel/adapter.ts';
import { planRetry } from '../../src/runtime/retry-plan.ts';
import { createOutages } from '../../src/runtime/outages.ts';
import { judgeOutcome, type SendVerdict } from '../../src/runtime/send-verdict.ts';
import type { OutboxContent, OutboxItem } from '../../src/store/outbox-item.ts';
import { aMessage, linDirect } from '../store/samples.ts';

const message = aMessage('x');
const contents = {
  post: { kind: 'post', message, cardKey: null, thread: null, visibleTo: null },
  edit: { kind: 'edit', message, cardKey: null, copyId: 1 },
  home: { kind: 'home', message },
  form: {
    kind: 'form',
    form: { formId: 'f', title: 't', submitLabel: 's', cancelLabel: 'c', fields: [] },
    trigger: 't',
    expiresAt: 2_500,
  },
} satisfies Record<string, OutboxContent>;

function item(content: OutboxContent, mayHaveArrived = false): OutboxItem {
  return {
    id: 1,
    idemKey: 'k',
    to: linDirect,
    locale: 'en',
    conversationKey: 'web:@lin',
    state: 'pending',
    attempts: 0,
    mayHaveArrived,
    createdAt: 0,
    messageId: null,
    error: null,
    ...content,
  };
}

const can = (repeats: Capabilities['repeats'], edit = true): Capabilities => ({
  ...{ buttons: true, edit, threads: true, forms: true, ephemeral: true, home: true },
  ...{ repeats, maxTextLength: 1 },
});
const sent: SendOutcome = { type: 'sent', messageId: 'm' };
const refused: SendOutcome = { type: 'refused', reason: 'no such group' };
const unknown: SendOutcome = { type: 'unknown', reason: 'no answer' };
const failed: SendOutcome = { type: 'retry', afterMs: null, reason: '500' };
const throttled = (afterMs: number): SendOutcome => ({ type: 'retry', afterMs, reason: '429' });

describe('what an outcome means', () => {
  test.each<[string, keyof typeof contents, SendOutcome, Capabilities, SendVerdict]>([
    ['sent', 'post', sent, can('no'), { type: 'sent', messageId: 'm' }],
    ['refused', 'post', refused, can('no'), { type: 'dead', reason: 'no such group' }],
    ['failed', 'post', failed, can('no'), { type: 'failed', mayHaveArrived: false, reason: '500' }],
    ['throttled', 'post', throttled(7_000), can('no'), { type: 'throttled', afterMs: 7_000, reason: '429' }],
    [
      'throttled for nothing',
      'post',
      throttled(0),
      can('no'),
      { type: 'throttled', afterMs: 50, reason: '429' },
    ],
    ['unknown, never repeated blindly', 'post', unknown, can('no'), { type: 'unknown', reason: 'no answer' }],
    ['unknown, but it can be looked for', 'post', unknown, can('findable'), again()],
    ['unknown, but the key is kept', 'post', unknown, can('kept'), again()],
    ['an edit of unknown fate is painted again', 'edit', unknown, can('no'), again()],
    [
      'but not where an edit is a new message',
      'edit',
      unknown,
      can('no', false),
      { type: 'unknown', reason: 'no answer' },
    ],
    ['a home page of unknown fate is shown again', 'home', unknown, can('no'), again()],
    ['a form sent', 'form', sent, can('no'), { type: 'sent', messageId: 'm' }],
    ['a form refused', 'form', refused, can('no'), { type: 'dropped', reason: 'no such group' }],
    ['a form of unknown fate', 'form', unknown, can('findable'), { type: 'dropped', reason: 'no answer' }],
    [
      'a form that may still open',
      'form',
      throttled(400),
      can('no'),
      { type: 'throttled', afterMs: 400, reason: '429' },
    ],
    ['a form that may not', 'form', throttled(2_000), can('no'), { type: 'dropped', reason: '429' }],
  ])('%s', (_, kind, outcome, capabilities, verdict) => {
    expect(judgeOutcome(item(contents[kind]), outcome, capabilities, 1_000)).toEqual(verdict);
  });

  test('what may have arrived stays so, also when the next try fails', () => {
    expect(judgeOutcome(item(contents.post, true), failed, can('findable'), 0)).toMatchObject({
      mayHaveArrived: true,
    });
  });

  function again(): SendVerdict {
    return { type: 'failed', mayHaveArrived: true, reason: 'no answer' };
  }
});

describe('an outage', () => {
  test('is told from a message that fails alone', () => {
    let now = 0;
    const outages = createOutages(() => now);
    expect(outages.failed('slack', 1)).toEqual({ isItsOwn: false, isRepeated: false, outageMs: 0 });
    now = 4_000;
    expect(outages.failed('slack', 1)).toEqual({ isItsOwn: false, isRepeated: true, outageMs: 4_000 });
    expect(outages.failed('wecom', 2)).toMatchObject({ outageMs: 0 });
    expect(outages.isOut('slack')).toBe(false);
    now = 6_000;
    expect(outages.isOut('slack')).toBe(true);
    expect(outages.delivered('slack')).toBe(true);
    expect(outages.isOut('slack')).toBe(false);
    expect(outages.failed('slack', 1)).toEqual({ isItsOwn: true, isRepeated: true, outageMs: 0 });
    expect(outages.delivered('slack')).toBe(false);
    outages.forget(1);
    expect(outages.failed('slack', 1)).toMatchObject({ isItsOwn: false, isRepeated: false });
  });
});

describe('the next try', () => {
  const outage = (outageMs: number) => ({ isItsOwn: false, isRepeated: true, outageMs });
  const own = { isItsOwn: true, isRepeated: true, outageMs: 0 };
  const hour = 3_600_000;

  test.each([
    [0, 2_000],
    [60_000, 3_000],
    [600_000, 30_000],
    [20 * 60_000, 60_000],
    [10 * hour, 60_000],
  ])('in an outage of %d ms comes after about %d ms and is not counted', (outageMs, afterMs) => {
    expect(planRetry({ attempts: 0, ageMs: outageMs }, outage(outageMs), 0.5)).toEqual({
      type: 'again',
      afterMs,
      attempts: 0,
    });
  });

  test('of a message that fails alone comes later each time, until it is given up', () => {
    const waits: number[] = [];
    let attempts = 0;
    for (;;) {
      const plan = planRetry({ attempts, ageMs: 0 }, own, 0.5);
      if (plan.type === 'given-up') break;
      ({ attempts } = plan);
      waits.push(plan.afterMs);
    }
    expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000]);
  });

  test('is spread by chance, by a quarter to both sides', () => {
    const waits = [0, 0.999].map((random) => planRetry({ attempts: 0, ageMs: 0 }, outage(0), random));
    expect(waits).toMatchObject([{ afterMs: 1_500 }, { afterMs: 2_499 }]);
  });

  test('does not come for what has waited a day, but for what a long stop kept it does', () => {
    expect(planRetry({ attempts: 0, ageMs: 25 * hour }, outage(hour), 0)).toEqual({ type: 'given-up' });
    const first = { isItsOwn: false, isRepeated: false, outageMs: 0 };
    expect(planRetry({ attempts: 0, ageMs: 90 * hour }, first, 0)).toMatchObject({ type: 'again' });
  });
});
