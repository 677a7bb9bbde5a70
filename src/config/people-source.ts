import { extname, resolve } from 'node:path';
import type { Path, ReadDocument } from '../kernel/document/document.ts';
import { readCsv } from '../kernel/document/read-csv.ts';
import { readDocument } from '../kernel/document/read-document.ts';
import { same, words } from '../kernel/document/words.ts';
import type { Person } from '../people/person.ts';
import { nothing, readRecord, refuse, refuseKey, shown, type Field } from './field.ts';
import { readFailure } from './read-failure.ts';
import { listOfPeople, personKeys, readPeople, type PeopleOptions } from './read-people.ts';
import { readText } from './values.ts';

const fileWords = words('a file with a list of people', '人员名单文件');

/** `people`: the list itself, or `{ file }`, relative to `folder`. undefined where it is not given. */
export function readPeopleSource(
  field: Field,
  options: PeopleOptions & { readonly folder: string; readonly readFile: (path: string) => string },
): Person[] | undefined {
  const { value } = field;
  if (value === undefined) return undefined;
  if (Array.isArray(value)) return readPeople(field, options);
  if (typeof value !== 'object') {
    refuse(field, listOfPeople);
    return [];
  }
  const { file } = readRecord(field, ['file']);
  if (file.value === undefined) refuse(file, fileWords, { seen: nothing });
  const written = readText(file, fileWords);
  if (written === undefined) return [];
  const path = resolve(options.folder, written);
  let text;
  try {
    text = options.readFile(path);
  } catch (error) {
    refuse(file, readFailure(error), { seen: same(path) });
    return [];
  }
  const isCsv = extname(path).toLowerCase() === '.csv';
  return readFile(field, { path, isCsv, read: isCsv ? readCsv(text) : readDocument(text) }, options);
}

function readFile(
  field: Field,
  file: { path: string; isCsv: boolean; read: ReadDocument },
  options: PeopleOptions,
): Person[] {
  const { problems } = field.context;
  if (!file.read.ok) {
    for (const { line, path, message } of file.read.problems) {
      problems.push({ file: file.path, line, path, seen: message, expected: fileWords, example: null });
    }
    return [];
  }
  const { document } = file.read;
  const { value } = document;
  const lineOf = (path: Path): number => document.lineOf(path);
  const top: Field = { value, path: [], context: { ...field.context, file: file.path, lineOf } };
  if (!Array.isArray(value)) {
    refuse(top, fileWords, { seen: shown(value) });
    return [];
  }
  return readPeople(file.isCsv ? { ...top, value: fromColumns(top, value, options.channels) } : top, options);
}

/** A row has one column per channel where a record has `identities`, and all roles in one cell. */
function fromColumns(top: Field, rows: readonly unknown[], channels: readonly string[]): unknown[] {
  const columns = [...personKeys.filter((key) => key !== 'identities'), ...channels];
  const unknown = new Set<string>();
  const people = rows.map((row) => {
    const person: Record<string, unknown> = {};
    const identities: Record<string, unknown> = {};
    for (const [column, cell] of Object.entries(row as Record<string, string>)) {
      if (!columns.includes(column)) unknown.add(column);
      else if (channels.includes(column)) identities[column] = cell;
      else
        person[column] =
          column === 'roles' ? cell.split(/[\s;,|、；，]+/).filter((role) => role !== '') : cell;
    }
    return { ...person, identities };
  });
  for (const column of unknown) refuseKey(top, column, columns);
  return people;
}
