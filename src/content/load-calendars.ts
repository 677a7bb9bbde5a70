import type { Calendar } from '../sla/calendar.ts';
import { decodeCalendar } from '../sla/decode-calendar.ts';
import { isRecord } from '../sla/problem.ts';
import { refuseAt, type ContentFiles, type YamlFile } from './content-files.ts';
import { same, words } from '../kernel/document/words.ts';

const shippedFolder = 'data/calendars';

/**
 * The calendars by name, each decoded after the one it extends. Those with a problem are told and left out.
 * @param ownFolder calendars of the installation's own; one with the name of a shipped one takes its place. Null: none
 */
export function loadCalendars(
  files: ContentFiles,
  folder: string = shippedFolder,
  ownFolder: string | null = null,
): ReadonlyMap<string, Calendar> {
  const calendars = new Map<string, Calendar>();
  const own = ownFolder === null ? [] : readFolder(files, ownFolder);
  const replaced = new Set(own.map((file) => textOf(file, 'name')));
  let waiting = [
    ...readFolder(files, folder).filter((file) => !replaced.has(textOf(file, 'name') ?? '')),
    ...own,
  ];
  const names = new Set(waiting.map(({ value }) => (isRecord(value) ? value['name'] : undefined)));
  const waits = ({ value }: YamlFile): boolean => {
    const base = isRecord(value) ? value['extends'] : undefined;
    return typeof base === 'string' && names.has(base) && !calendars.has(base);
  };

  while (waiting.length > 0) {
    const ready = waiting.filter((file) => !waits(file));
    // Whatever is left waits for itself, or for one that failed: its decoder tells so.
    for (const file of ready.length > 0 ? ready : waiting) {
      const circle = ready.length > 0 ? undefined : findCircle(file, waiting);
      if (circle) refuseCircle(file, circle, files);
      else decode(file, calendars, files);
    }
    waiting = ready.length > 0 ? waiting.filter((file) => !ready.includes(file)) : [];
  }
  return calendars;
}

function readFolder(files: ContentFiles, folder: string): YamlFile[] {
  const found = files.list(folder, '.yaml', 'here').flatMap((path) => files.readYaml(path, 'error') ?? []);
  if (found.length === 0) files.error(folder, null, words('there is no calendar', '这里没有日历'));
  return found;
}

function textOf({ value }: YamlFile, key: 'name' | 'extends'): string | undefined {
  const text = isRecord(value) ? value[key] : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** The names a calendar extends one after the other, where they lead back to it: `a, b, a`. */
function findCircle(file: YamlFile, waiting: readonly YamlFile[]): string[] | undefined {
  const own = textOf(file, 'name');
  const names = [own ?? ''];
  let next: YamlFile | undefined = file;
  while (next && names.length <= waiting.length) {
    const base = textOf(next, 'extends');
    if (base === undefined) return undefined;
    names.push(base);
    if (base === own) return names;
    next = waiting.find((one) => textOf(one, 'name') === base);
  }
  return undefined;
}

function refuseCircle(file: YamlFile, circle: readonly string[], files: ContentFiles): void {
  const chain = circle.join(' → ');
  refuseAt(
    files,
    file,
    ['extends'],
    words(
      `extends: runs in a circle, ${chain}: give one of them hours of its own (timeZone and weekly) instead`,
      `extends: 循环引用 ${chain}：其中一个要去掉 extends，自己写 timeZone 和 weekly`,
    ),
  );
}

function decode(file: YamlFile, calendars: Map<string, Calendar>, files: ContentFiles): void {
  const decoded = decodeCalendar(file.value, calendars);
  if ('problems' in decoded) {
    for (const { path, seen, expected } of decoded.problems) {
      const where = path === '' ? same('') : same(`${path}: `);
      refuseAt(
        files,
        file,
        path,
        words(
          `${where.en}${seen} is there, expected ${expected}`,
          `${where.zh}现在是 ${seen}，应为 ${expected}`,
        ),
      );
    }
    return;
  }
  const { calendar } = decoded;
  if (calendars.has(calendar.name)) {
    refuseAt(
      files,
      file,
      ['name'],
      words(`another file has a calendar "${calendar.name}"`, `另一个文件里已有日历 "${calendar.name}"`),
    );
  } else calendars.set(calendar.name, calendar);
}
