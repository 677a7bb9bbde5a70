import { describe, expect, it } from 'vitest';
import { describeConfigProblems } from '../../src/config/describe-problems.ts';
import { badCases } from './bad-cases.ts';
import { load, problemsOf } from './load.ts';

describe('a bad configuration', () => {
  it.each(badCases)('$name', ({ text, given, told }) => {
    const loaded = load(text, given);
    expect(loaded.ok).toBe(false);
    expect(problemsOf(loaded)).toEqual(told);
  });

  it('has all its problems told at once, in the order of the file', () => {
    const loaded = load('locale: fr\nhttp:\n  port: -1\n  prot: 2\nratings: { threshold: 0 }\n');
    expect(problemsOf(loaded).map((line) => line.split(':')[0])).toEqual([
      '1 locale',
      '3 http.port',
      '4 http.prot',
      '5 ratings.threshold',
    ]);
  });

  it('is told in Chinese where that is its language', () => {
    const loaded = load('ratings: { threshold: 6 }');
    if (loaded.ok) throw new Error('accepted');
    expect(loaded.locale).toBe('zh-CN');
    expect(describeConfigProblems(loaded.problems, loaded.locale).join('\n')).toBe(
      [
        '/etc/desk/bot.config.yaml:1 ratings.threshold',
        '  现在： 6',
        '  应为： 1 到 5 的整数',
        '  例如： threshold: 3',
      ].join('\n'),
    );
  });

  it('is told in its own language even so', () => {
    const loaded = load('locale: en\nratings: { threshold: 6 }');
    expect(loaded.ok ? '' : loaded.locale).toBe('en');
  });

  it('fills no screen for ever', () => {
    const loaded = load(Array.from({ length: 900 }, (_, i) => `key${i}: 1`).join('\n'));
    const problems = problemsOf(loaded);
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)).toContain('700 more problems');
  });

  it.each([
    ['nested lists', 'people: ' + '['.repeat(30) + ']'.repeat(30)],
    ['a megabyte of brackets', '['.repeat(1_000_000)],
    ['a megabyte of braces', '{a: '.repeat(250_000)],
    ['a megabyte of dashes', '- '.repeat(500_000)],
    ['ten thousand dashes', '- '.repeat(7_000)],
    ['ten thousand question marks', '? '.repeat(7_000)],
    ['ever deeper keys', Array.from({ length: 1400 }, (_, i) => ' '.repeat(i) + 'a:').join('\n')],
    ['more than a megabyte', '# ' + 'x'.repeat(1024 * 1024)],
    ['a hundred thousand keys', Array.from({ length: 100_000 }, (_, i) => `k${i}: 1`).join('\n')],
    ['one key over and over', 'a: 1\n'.repeat(200_000)],
    ['aliases of aliases', laughs(8, 6)],
    ['many aliases', `a: &a x\nb: [${Array(51).fill('*a').join(', ')}]`],
    ['an alias of itself', 'a: &a [*a]'],
    ['anchors without end', Array.from({ length: 80_000 }, (_, i) => `- &a${i} x`).join('\n')],
    ['tags without end', '!a '.repeat(300_000)],
    ['documents without end', '---\n'.repeat(250_000)],
    ['directives without end', '%a\n'.repeat(300_000)],
    ['lines without end', 'a: b\n' + '  c\n'.repeat(200_000)],
    ['a million digits', 'a: ' + '1'.repeat(1_000_000)],
    ['a JSON of brackets', '{"a":' + '['.repeat(900_000)],
    [
      'a JSON of keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, i]))),
    ],
  ])('is refused before it can do harm: %s', (_, text) => {
    const begin = performance.now();
    expect(load(text).ok).toBe(false);
    // 100 ms on a machine that does nothing else; this one runs other tests.
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});

function laughs(width: number, levels: number): string {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].slice(0, levels);
  const list = (item: string): string => `[${Array<string>(width).fill(item).join(', ')}]`;
  return names
    .map((name, i) => `${name}: &${name} ${list(i === 0 ? 'x' : `*${names[i - 1] ?? ''}`)}`)
    .join('\n');
}
