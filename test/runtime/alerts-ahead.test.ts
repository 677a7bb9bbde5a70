import { describe, expect, it } from 'vitest';
import { createAlertsAhead, type AlertsAhead } from '../../src/runtime/alert-ahead.ts';
import { createAlertRounds } from '../../src/runtime/alert-rounds.ts';
import type { Office } from '../../src/runtime/office.ts';
import { gentlePace } from '../../src/runtime/recompute-pace.ts';
import { sweepAlerts } from '../../src/runtime/sweep-alerts.ts';
import { openAlertOffice, type AlertOffice } from './alert-office.ts';

const at = (time: string): string => `2026-11-24T${time}+08:00`;

/** Which tickets were written as they had been foreseen. */
function watched(ahead: AlertsAhead): AlertsAhead & { taken: number[] } {
  const taken: number[] = [];
  return {
    ...ahead,
    taken,
    take: (due, now) => {
      const ready = ahead.take(due, now);
      if (ready) taken.push(ready.number);
      return ready;
    },
  };
}

/** A P3 ticket that nobody takes: its first alert falls due at 11:00:00. */
async function oneWaiting(): Promise<{ office: AlertOffice; ahead: ReturnType<typeof watched> }> {
  const office = await openAlertOffice(at('10:00:00'));
  await office.open('P3');
  office.turnTo(at('10:59:45'));
  const ahead = watched(createAlertsAhead());
  await ahead.look(office.office, gentlePace);
  return { office, ahead };
}

async function alertsOf({ database }: AlertOffice) {
  return database.db.selectFrom('sla_alert').select(['at', 'created_at', 'late']).execute();
}

describe('what was reckoned before it is due', () => {
  it('is written at its instant and not before', async () => {
    const { office, ahead } = await oneWaiting();
    expect(ahead.nextAt()).toBe(Date.parse(at('11:00:00')));
    office.turnTo(Date.parse(at('11:00:00')) - 1);
    await sweepAlerts(office.office, ahead);
    expect(await office.keys()).toEqual([]);
    office.turnTo(at('11:00:00'));
    await sweepAlerts(office.office, ahead);
    expect(ahead.taken).toEqual([1]);
    expect(await office.keys()).toEqual(['T-1 1/unclaimed/breach']);
    expect(await office.told('web:desk')).toHaveLength(1);
    await sweepAlerts(office.office, ahead);
    expect(await office.keys()).toHaveLength(1);
  });

  it('counts no more once something happened to the ticket', async () => {
    const { office, ahead } = await oneWaiting();
    await office.change(1, 'wang', { type: 'claimed' });
    office.turnTo(at('11:00:00'));
    await sweepAlerts(office.office, ahead);
    expect(ahead.taken).toEqual([]);
    expect(await office.keys()).toEqual([]);
  });

  it('counts no more even where that happens in the moment of writing', async () => {
    const { office, ahead } = await oneWaiting();
    const { database } = office;
    let hasHappened = false;
    const racing: Office = {
      ...office.office,
      database: {
        ...database,
        transact: async (work) => {
          if (!hasHappened) {
            hasHappened = true;
            await office.change(1, 'wang', { type: 'noted', text: '看一下' });
          }
          return database.transact(work);
        },
      },
    };
    office.turnTo(at('11:00:00'));
    await sweepAlerts(racing, ahead);
    expect(ahead.taken).toEqual([1]);
    expect(await office.keys()).toEqual([]);
    // Its column brings the next sweep back to it: the note did not claim it.
    await sweepAlerts(racing, ahead);
    expect(await office.keys()).toEqual(['T-1 1/unclaimed/breach']);
  });

  it('is reckoned anew after a jump forward, and says that it is late', async () => {
    const { office, ahead } = await oneWaiting();
    office.turnTo(at('11:20:00'));
    await sweepAlerts(office.office, ahead);
    expect(ahead.taken).toEqual([]);
    expect(await alertsOf(office)).toEqual([
      { at: Date.parse(at('11:00:00')), created_at: Date.parse(at('11:20:00')), late: 1 },
    ]);
  });

  it('waits after a jump back for its own instant', async () => {
    const { office, ahead } = await oneWaiting();
    for (const time of ['09:30:00', '10:30:00', '10:59:50']) {
      office.turnTo(at(time));
      await sweepAlerts(office.office, ahead);
      await ahead.look(office.office, gentlePace);
      expect(await office.keys()).toEqual([]);
    }
    office.turnTo(at('11:00:00'));
    await sweepAlerts(office.office, ahead);
    expect(ahead.taken).toEqual([1]);
    expect(await office.keys()).toEqual(['T-1 1/unclaimed/breach']);
  });

  it('is worth nothing by itself: after a restart in between everything comes, once', async () => {
    const { office, ahead } = await oneWaiting();
    office.turnTo(at('11:00:00'));
    await sweepAlerts(office.office);
    await sweepAlerts(office.office, ahead);
    expect(await office.keys()).toEqual(['T-1 1/unclaimed/breach']);
    expect(await office.told('web:desk')).toHaveLength(1);
  });
});

it('a ticket that cannot be reckoned keeps nobody else from being told of', async () => {
  const office = await openAlertOffice(at('10:00:00'));
  await office.open('P3');
  await office.open('P1');
  const { desk } = office.office;
  const calendars = new Map([...desk.calendars].filter(([name]) => name !== 'cn'));
  const errors: string[] = [];
  const logger = { ...office.office.logger, error: (message: string) => errors.push(message) };
  const broken: Office = { ...office.office, desk: { ...desk, calendars }, logger };
  const ahead = createAlertsAhead();
  office.turnTo(at('11:00:00'));
  await sweepAlerts(broken, ahead);
  await sweepAlerts(broken, ahead);
  expect((await office.keys()).every((key) => key.startsWith('T-2 '))).toBe(true);
  expect(await office.told('web:desk')).not.toEqual([]);
  expect(errors).toEqual(['a ticket cannot be reckoned from its events']);
});

it('what comes within a second is told together, and the sweeper comes back at the next instant', async () => {
  const office = await openAlertOffice(at('10:00:00'));
  const start = office.now();
  for (let index = 0; index < 10; index += 1) {
    office.turnTo(start + index * 80);
    await office.open('P3');
  }
  const rounds = createAlertRounds(office.office, 1_000);
  office.turnTo(at('10:59:59'));
  await rounds.round();
  expect(rounds.pauseMs()).toBe(1_000);
  for (let ms = 0; ms <= 1_100; ms += 100) {
    office.turnTo(Date.parse(at('11:00:00')) + ms);
    await rounds.round();
    expect(rounds.pauseMs()).toBeGreaterThanOrEqual(100);
    expect(rounds.pauseMs()).toBeLessThanOrEqual(1_000);
  }
  const alerts = await alertsOf(office);
  expect(alerts).toHaveLength(10);
  expect(alerts.every((one) => one.created_at >= one.at && one.created_at - one.at < 100)).toBe(true);
  const told = await office.told('web:desk');
  expect(told).toHaveLength(2);
  expect(told[1]?.text).toContain('9 张工单');
});

it('a digest of more than one transaction, cut off in the middle, is finished by the next run', async () => {
  const office = await openAlertOffice(at('10:00:00'));
  const count = 620;
  for (let index = 0; index < count; index += 1) await office.open('P3');
  office.turnTo(at('11:00:30'));
  const { database } = office;
  let isGathering = false;
  const cutOff: Office = {
    ...office.office,
    database: {
      ...database,
      transact: async (work) => {
        const gathering = await database.db
          .selectFrom('sla_alert_message')
          .select('id')
          .where('told_at', 'is', null)
          .execute();
        if (gathering.length > 0 && isGathering) throw new Error('the power went');
        isGathering = gathering.length > 0;
        return database.transact(work);
      },
    },
  };
  await expect(sweepAlerts(cutOff)).rejects.toThrow('the power went');
  expect(await office.told('web:desk')).toEqual([]);
  await office.sweep();
  await office.sweep();
  const copies = await database.db.selectFrom('sla_alert_copy').select(['next_at', 'message_id']).execute();
  expect(copies).toHaveLength(count);
  expect(copies.filter(({ next_at, message_id }) => next_at !== null || message_id === null)).toEqual([]);
  const messages = await database.db.selectFrom('sla_alert_message').select('tickets').execute();
  expect(messages.reduce((sum, { tickets }) => sum + tickets, 0)).toBe(count);
  expect(await office.told('web:desk')).toHaveLength(messages.length);
});
