import { describe, expect, test } from 'vitest';
import { byteLength, splitStretches, type Stretch } from '../../src/connection/split-text.ts';

const plain = (text: string): Stretch => ({ text, render: (part) => part, divisible: true });
const escaped = (text: string): Stretch => ({
  text,
  render: (part) => part.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
  divisible: true,
});
const code = (text: string): Stretch => ({
  text,
  render: (part) => `\`\`\`\n${part}\n\`\`\``,
  divisible: true,
});
const link = (text: string, url: string): Stretch => ({
  text,
  render: (part) => `<${url}|${part}>`,
  divisible: false,
});

const graphemes = (text: string): string[] =>
  [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);

describe('what fits', () => {
  test('is one message', () => {
    expect(splitStretches([plain('你好，'), link('文章', 'https://kb/1'), plain('。')], 100)).toEqual([
      '你好，<https://kb/1|文章>。',
    ]);
  });

  test('nothing is no message', () => {
    expect(splitStretches([], 100)).toEqual([]);
    expect(splitStretches([plain(' \n ')], 100)).toEqual([]);
  });
});

describe('long text', () => {
  test('ends after a line, else a sentence, else a word', () => {
    expect(splitStretches([plain(`${'a'.repeat(70)}\n${'b'.repeat(70)}`)], 100)[0]).toBe('a'.repeat(70));
    expect(splitStretches([plain(`${'请重启电脑。'.repeat(15)}再试一次`)], 80)[0]).toMatch(/。$/);
    expect(splitStretches([plain('word '.repeat(30))], 98)[0]).toMatch(/word$/);
  });

  test('is not cut at a full stop within a word', () => {
    const [first] = splitStretches([plain(`${'see '.repeat(18)}kb.example.com/printer and more`)], 90);
    expect(first).toMatch(/see$/);
  });

  test.each([
    ['families', '👨‍👩‍👧‍👦'],
    ['flags', '🇨🇳'],
    ['flags, from an odd place', '🇨🇳', 'x'],
    ['skin tones', '👍🏽'],
    ['rare characters', '𠮷'],
    ['accents', 'e\u0301'],
    ['Korean', '각'],
  ])('never cuts a character: %s', (_, character, before = '') => {
    const text = before + character.repeat(400);
    for (const limit of [23, 50, 101, 102, 103, 104]) {
      const messages = splitStretches([plain(text)], limit);
      expect(messages.join('')).toBe(text);
      expect(messages.flatMap(graphemes)).toEqual(graphemes(text));
      expect(Math.max(...messages.map(({ length }) => length))).toBeLessThanOrEqual(limit);
    }
  });

  test('one character longer than a message is cut between code points', () => {
    const zalgo = `Z${'\u{1D165}'.repeat(60)}`;
    const messages = splitStretches([plain(zalgo)], 20);
    expect(messages.join('')).toBe(zalgo);
    expect(messages.every((message) => message.isWellFormed())).toBe(true);
  });

  test('is measured as it is written, not as it is read', () => {
    const messages = splitStretches([escaped('<&>'.repeat(200))], 100);
    expect(messages.join('')).toBe('&lt;&amp;>'.repeat(200));
    expect(Math.max(...messages.map(({ length }) => length))).toBeLessThanOrEqual(100);
    // No escape is cut in half.
    for (const message of messages) expect(message.replaceAll(/&(?:lt|amp);/g, '')).not.toContain('&');
  });

  test('is measured in bytes where the platform counts those', () => {
    const text = '打印机卡纸了，请联系服务台。'.repeat(300);
    const messages = splitStretches([plain(text)], 2_048, byteLength);
    expect(messages.join('')).toBe(text);
    expect(Math.max(...messages.map(byteLength))).toBeLessThanOrEqual(2_048);
    expect(messages.length).toBeLessThanOrEqual(Math.ceil(byteLength(text) / 2_048) + 2);
  });

  test('of 100,000 characters is split at once', () => {
    const text = '长'.repeat(100_000);
    expect(splitStretches([plain(text)], 4_000).join('')).toBe(text);
  });
});

describe('code', () => {
  test('that is cut is code in every piece', () => {
    const lines = Array.from({ length: 40 }, (_, index) => `line ${index}: ${'x'.repeat(20)}`).join('\n');
    const messages = splitStretches([code(lines)], 200);
    expect(messages.length).toBeGreaterThan(5);
    for (const message of messages) {
      expect(message).toMatch(/^```\n[^]*\n```$/);
      expect(message.length).toBeLessThanOrEqual(200);
    }
    const inner = messages.map((message) => message.slice(4, -4)).join('');
    expect(inner).toBe(lines);
  });
});

describe('links', () => {
  test('are never cut: they go into the next message whole', () => {
    const url = 'https://kb.example.com/article/printer-jam';
    const messages = splitStretches([plain('字'.repeat(80)), link('怎么取卡纸', url), plain('。')], 100);
    expect(messages).toEqual(['字'.repeat(80), `<${url}|怎么取卡纸>。`]);
  });

  test('longer than a whole message are written out as words', () => {
    const messages = splitStretches([link('a'.repeat(150), 'https://x/')], 100);
    expect(messages.join('')).toBe('a'.repeat(150));
    expect(messages.join('')).not.toContain('https://x/');
  });
});

test('random stretches: nothing is lost, nothing is over the limit, whatever the limit', () => {
  let seed = 3;
  const next = (below: number): number => (seed = (seed * 16_807) % 2_147_483_647) % below;
  const alphabet = ['字', 'a', ' ', '\n', '。', '👨‍👩‍👧', '<', '&', '🇨🇳', '.'];
  for (let round = 0; round < 300; round += 1) {
    const stretches = Array.from({ length: 1 + next(6) }, () => {
      const text = Array.from({ length: 1 + next(120) }, () => alphabet[next(alphabet.length)] ?? '').join(
        '',
      );
      return next(4) === 0 ? link(text.slice(0, 20), 'u') : escaped(text);
    });
    const limit = 40 + next(200);
    const messages = splitStretches(stretches, limit);
    const bare = (text: string): string => text.replaceAll(/\s/g, '');
    const whole = stretches.map((stretch) => stretch.render(stretch.text)).join('');
    const asWords = (text: string): string => bare(text).replaceAll(/<u\||>/g, '');
    expect(asWords(messages.join(''))).toBe(asWords(whole));
    expect(Math.max(0, ...messages.map(({ length }) => length))).toBeLessThanOrEqual(limit);
  }
});
