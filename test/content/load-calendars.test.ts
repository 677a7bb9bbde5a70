import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadFoundations } from '../../src/content/load-content.ts';

const root = join(import.meta.dirname, '../..');

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'bangban-calendars-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test('calendars of the installation’s own are read besides the shipped ones, and may extend them', () => {
  const own = folderOf({ 'house.yaml': 'name: house\nextends: cn\nweekly: { mon-fri: 10:00-16:00 }\n' });
  const { foundations, problems } = loadFoundations(root, own);
  expect(problems).toEqual([]);
  expect(foundations.calendars.get('house')?.workingDayMinutes).toBe(360);
  expect(foundations.calendars.get('house')?.holidays.has('2026-10-01')).toBe(true);
  expect(foundations.calendars.has('24x7')).toBe(true);
});

test('one with the name of a shipped one takes its place', () => {
  const own = folderOf({
    'cn.yaml': 'name: cn\ntimeZone: Asia/Shanghai\nweekly: { mon-fri: 08:00-12:00 }\n',
  });
  expect(loadFoundations(root, own).foundations.calendars.get('cn')?.workingDayMinutes).toBe(240);
});

test('a folder that is not there, or a bad file in it, is told', () => {
  expect(loadFoundations(root, '/nowhere/calendars').problems.map(({ file }) => file)).toEqual([
    '/nowhere/calendars',
  ]);
  const own = folderOf({ 'a.yaml': 'name: a\ntimeZone: UTC\nweekly: { mon: 09:00-23:59 }\n' });
  expect(loadFoundations(root, own).problems).toMatchObject([{ line: 3 }]);
});
