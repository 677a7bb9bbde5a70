import ICAL from 'ical.js';
import type { IcalBlock, IcalLine, IcalProblem } from './ical-lines.ts';
import { findDay } from './local-date.ts';
import { isTimeZone } from './time-zone.ts';

const dateForm = 'a date such as 20260101';
const timeForm = 'a date and time such as 20260101T090000 or 20260101T010000Z';
/** Nobody's holiday comes by the hour. */
const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

/** What is wrong with an event before ical.js reads it: it takes 20261301 for a date. */
export function checkEvent(event: IcalBlock, zones: ReadonlySet<string>): IcalProblem[] {
  const problems: IcalProblem[] = [];
  const find = (name: string): IcalLine | undefined => event.properties.find((one) => one.name === name);
  const start = find('DTSTART');
  if (!start) return [{ line: event.line, expected: 'a DTSTART in this VEVENT' }];
  for (const each of event.properties) {
    if (['DTSTART', 'DTEND', 'RECURRENCE-ID', 'EXDATE', 'RDATE'].includes(each.name))
      problems.push(...checkInstants(each, zones));
    if (each.name === 'RRULE') problems.push(...checkRule(each));
  }
  const end = find('DTEND');
  if (problems.length === 0 && end) {
    if (isWholeDay(start) !== isWholeDay(end))
      problems.push({ line: end.line, expected: isWholeDay(start) ? dateForm : timeForm });
    else if (end.value < start.value && end.parameters.get('TZID') === start.parameters.get('TZID'))
      problems.push({ line: end.line, expected: `an end not before ${start.value}` });
  }
  return problems;
}

function isWholeDay({ value }: IcalLine): boolean {
  return /^\d{8}$/.test(value);
}

function checkInstants(property: IcalLine, zones: ReadonlySet<string>): IcalProblem[] {
  const { line, value, parameters } = property;
  const zone = parameters.get('TZID');
  if (zone !== undefined && !zones.has(zone) && !isTimeZone(zone))
    return [{ line, expected: `a VTIMEZONE for "${zone}" in the file, or an IANA zone such as Asia/Tokyo` }];
  // A period of RDATE counts by its begin.
  const wrong = value.split(',').some((one) => !isInstant(one.split('/')[0] ?? ''));
  if (!wrong) return [];
  return [{ line, expected: parameters.get('VALUE') === 'DATE' ? dateForm : `${dateForm}, or ${timeForm}` }];
}

function isInstant(text: string): boolean {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z?)?$/.exec(text);
  if (!match) return false;
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0'] = match;
  if (findDay(`${year}-${month}-${day}`) === undefined) return false;
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60;
}

function checkRule({ line, value }: IcalLine): IcalProblem[] {
  const frequency = /(?:^|;)FREQ=([A-Z]+)/i.exec(value)?.[1]?.toUpperCase();
  if (frequency === undefined || !frequencies.includes(frequency))
    return [{ line, expected: `FREQ= one of ${frequencies.join(', ')}` }];
  try {
    ICAL.Recur.fromString(value);
    return [];
  } catch (error) {
    return [
      { line, expected: `a rule of RFC 5545 (${error instanceof Error ? error.message : 'unreadable'})` },
    ];
  }
}
