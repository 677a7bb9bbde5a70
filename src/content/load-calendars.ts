import type { Calendar } from '../sla/calendar.ts';
import { decodeCalendar } from '../sla/decode-calendar.ts';
import { isRecord } from '../sla/problem.ts';
import { refuseAt, type ContentFiles, type YamlFile } from './content-files.ts';
import { same, words } from '../kernel/document/words.ts';

const folder = 'data/calendars';

/** The calendars by name, each decoded after the one it extends. Those with a problem are told and left out. */
export function loadCalendars(files: ContentFiles): ReadonlyMap<string, Calendar> {
  const calendars = new Map<string, Calendar>();
  let waiting = files.list(folder, '.yaml', 'here').flatMap((path) => files.readYaml(path, 'error') ?? []);
  if (waiting.length === 0) files.error(folder, null, words('there is no calendar', '这里没有日历'));
  const names = new Set(waiting.map(({ value }) => (isRecord(value) ? value['name'] : undefined)));
  const waits = ({ value }: YamlFile): boolean => {
    const base = isRecord(value) ? value['extends'] : undefined;
    return typeof base === 'string' && names.has(base) && !calendars.has(base);
  };

  while (waiting.length > 0) {
    const ready = waiting.filter((file) => !waits(file));
    // Whatever is left waits for itself, or for one that failed: its decoder tells so.
    for (const file of ready.length > 0 ? ready : waiting) decode(file, calendars, files);
    waiting = ready.length > 0 ? waiting.filter((file) => !ready.includes(file)) : [];
  }
  return calendars;
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
