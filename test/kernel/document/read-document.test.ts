import fc from 'fast-check';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { parsePath, pathText, type ReadDocument } from '../../../src/kernel/document/document.ts';
import { readCsv } from '../../../src/kernel/document/read-csv.ts';
import { readDocument } from '../../../src/kernel/document/read-document.ts';
import { readJson } from '../../../src/kernel/document/read-json.ts';

function valueOf(read: ReadDocument): unknown {
  if (!read.ok)
    throw new Error(read.problems.map(({ line, message }) => `${line ?? '-'} ${message.en}`).join('\n'));
  return read.document.value;
}

function lineOf(read: ReadDocument, path: string): number | undefined {
  return read.ok ? read.document.lineOf(parsePath(path)) : undefined;
}

describe('YAML', () => {
  it.each([
    ['nothing', '', null],
    ['a comment', '# x\n', null],
    ['a byte order mark', '\ufeffa: b', { a: 'b' }],
    ['plain numbers as numbers', 'a: [0, 3, -4, 2.5]', { a: [0, 3, -4, 2.5] }],
    [
      'other numbers as texts',
      'a: [007, 0x1F, 1e3, 0o7, .5, 3.0, +1, 1e999, .inf, 12345678901234567890]',
      { a: ['007', '0x1F', '1e3', '0o7', '.5', '3.0', '+1', '1e999', '.inf', '12345678901234567890'] },
    ],
    ['only true and false as flags', 'a: [true, yes, on, no]', { a: [true, 'yes', 'on', 'no'] }],
    ['dates as texts', 'a: 2026-10-01', { a: '2026-10-01' }],
    ['keys as texts', '1: a\ntrue: b\n2026-10-01: c', { 1: 'a', true: 'b', '2026-10-01': 'c' }],
    ['merge keys as keys', 'a: { <<: 1 }', { a: { '<<': 1 } }],
    ['aliases', 'a: &x [1]\nb: *x', { a: [1], b: [1] }],
    ['block texts', 'a: |\n  one\n  two\n', { a: 'one\ntwo\n' }],
  ])('%s', (_, text, value) => {
    expect(JSON.parse(JSON.stringify(valueOf(readDocument(text))))).toEqual(value);
  });

  it('has no prototype to pollute', () => {
    const value = valueOf(readDocument('__proto__: { admin: true }\nconstructor: x'));
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('knows the line of what is there, and of what is nearest', () => {
    const read = readDocument('a:\n  b:\n    - x\n    - c: 1\n      d: 2\ne: f\n');
    expect(
      ['a', 'a.b', 'a.b[1]', 'a.b[1].d', 'a.b[7].z', 'e', 'g', ''].map((path) => lineOf(read, path)),
    ).toEqual([1, 2, 4, 5, 2, 6, 1, 1]);
  });

  it('tells each of several problems', () => {
    const read = readDocument('a: 1\nb: 2\na: 3\nc:\n  d: 1\n  d: 2\n');
    expect(read.ok ? [] : read.problems.map(({ line, path }) => [line, path])).toEqual([
      [3, 'a'],
      [6, 'c.d'],
    ]);
  });
});

describe('JSON', () => {
  it('is what JSON.parse makes of it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(JSON.stringify(valueOf(readJson(text) ?? { ok: false, problems: [] }))).toBe(
          JSON.stringify(JSON.parse(text)),
        );
      }),
    );
  });

  it('is what the YAML parser makes of it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.oneof(fc.string(), fc.integer(), fc.boolean())),
        ),
        (value) => {
          const text = JSON.stringify(value);
          expect(JSON.stringify(valueOf(readDocument(text)))).toBe(JSON.stringify(parse(text)));
        },
      ),
      { numRuns: 30 },
    );
  });

  it.each([
    '{',
    '[1,]',
    '{"a":1,}',
    "{'a':1}",
    '{a:1}',
    '[1] 2',
    '"\u0001"',
    '01',
    '1e999',
    '[1 2]',
    '{"a" 1}',
    'tru',
    '[-]',
    '{"a":1 "b":2}',
  ])('is not %j', (text) => {
    expect(readJson(text)).toBeUndefined();
  });

  it('knows its lines', () => {
    const read = readDocument('{\n "a": [\n  1,\n  {"b": 2}\n ],\n "c": {}\n}');
    expect(['a', 'a[1]', 'a[1].b', 'c', ''].map((path) => lineOf(read, path))).toEqual([2, 4, 4, 6, 1]);
  });
});

describe('CSV', () => {
  it('has quotes, line ends of every kind, and empty rows', () => {
    const text = '\ufeffid,name\r\n1,"a ""b"", c"\r\n\r\n2,\n3,"two\nlines"\r4, x ';
    expect(valueOf(readCsv(text))).toEqual([
      { id: '1', name: 'a "b", c' },
      { id: '2' },
      { id: '3', name: 'two\nlines' },
      { id: '4', name: 'x' },
    ]);
    expect(lineOf(readCsv('id\n1\n\n2\n'), '[1].id')).toBe(4);
  });

  it.each(['', '\n\n', 'id,name', 'id,name\n'])('may have no rows: %j', (text) => {
    expect(valueOf(readCsv(text))).toEqual([]);
  });

  it.each([
    ['id\n"a"b', 'a quote that is not closed, or text beside one'],
    ['id\na"b', 'a quote that is not closed, or text beside one'],
    ['id,id\n', 'the column "id" twice'],
    ['id\na,b', '2 cells for 1 columns'],
  ])('is refused: %j', (text, message) => {
    const read = readCsv(text);
    expect(read.ok ? [] : read.problems.map((one) => one.message.en)).toEqual([message]);
  });
});

describe('a path', () => {
  it('is text and comes back', () => {
    const path = ['sla', 'policies', 2, 'warn', 0];
    expect(pathText(path)).toBe('sla.policies[2].warn[0]');
    expect(parsePath(pathText(path))).toEqual(path);
    expect(parsePath('[3].id')).toEqual([3, 'id']);
    expect(pathText([])).toBe('');
  });
});
