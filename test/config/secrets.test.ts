import { format, inspect } from 'node:util';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { describeConfigProblems } from '../../src/config/describe-problems.ts';
import { Secret } from '../../src/kernel/secret.ts';
import { load } from './load.ts';

const planted = 'xoxb-hunter2-7f3c';

describe('a secret', () => {
  const secret = new Secret(planted);

  it('is told only to whoever asks for it', () => {
    expect(secret.reveal()).toBe(planted);
  });

  it.each([
    ['as text', () => String(secret)],
    ['joined', () => [secret, secret].join(' ')],
    ['as JSON', () => JSON.stringify({ deep: [secret] })],
    ['inspected', () => inspect({ secret }, { depth: null, showHidden: true })],
    ['formatted', () => format('%s %o %O %j', secret, secret, secret, secret)],
    ['in an error', () => inspect(new Error('failed', { cause: { secret } }))],
    [
      'its keys',
      () => JSON.stringify([Object.keys(secret), Object.entries(secret), Object.assign({}, secret)]),
    ],
    ['cloned', () => inspect(structuredClone(Object.assign({}, secret)))],
    [
      'logged',
      () => {
        const lines: string[] = [];
        pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }).info(
          { secret, err: { secret } },
          'x',
        );
        return lines.join('');
      },
    ],
  ])('shows nothing %s', (_, print) => {
    expect(print()).not.toContain('hunter2');
  });

  it('can be told from another by its fingerprint', () => {
    expect(secret.fingerprint()).toMatch(/^[0-9a-f]{8}$/);
    expect(secret.fingerprint()).toBe(new Secret(planted).fingerprint());
    expect(secret.fingerprint()).not.toBe(new Secret('other').fingerprint());
  });
});

describe('a configuration with secrets', () => {
  const channels = (line: string): string => `channels:\n  slack:\n    enabled: false\n    ${line}\n`;

  it('shows none when printed', () => {
    const loaded = load(channels('botToken: "${TOKEN}"'), { env: { TOKEN: planted } });
    expect(loaded.ok).toBe(true);
    expect(inspect(loaded, { depth: null }) + JSON.stringify(loaded)).not.toContain('hunter2');
  });

  it.each([
    ['literal', channels(`botToken: ${planted}`)],
    ['literal in a list', channels(`botToken: [${planted}]`)],
    ['literal in a record', channels(`botToken: { value: ${planted} }`)],
    ['half a reference', channels(`botToken: "${planted}\${X"`)],
    ['a wrong reference', channels(`botToken: "${planted}\${a b}"`)],
    ['a reference to nothing', channels(`botToken: "${planted}\${NOTHING}"`).replace('false', 'true')],
    ['twice', channels(`botToken: ${planted}\n    botToken: ${planted}`)],
    ['in a broken file', channels(`botToken: ${planted}\n   x: [`)],
    ['as an alias', channels(`botToken: *${planted}`)],
    ['as a tag', channels(`botToken: !${planted} x`)],
    ['in a database address', `storage: { url: "postgres://bot:${planted}@db" }`],
    ['in a public address', `http: { publicUrl: "https://bot:${planted}@desk" }`],
    ['in an address of a channel', channels(`apiUrl: "https://bot:${planted}@slack"`)],
    ['resolved in an ordinary value', 'locale: "${TOKEN}"'],
    ['resolved in a time zone', 'timeZone: "${TOKEN}"'],
    ['resolved in a port', 'http: { port: "${TOKEN}" }'],
  ])('that is refused shows none: %s', (_, text) => {
    const loaded = load(text, { env: { TOKEN: planted } });
    if (loaded.ok) throw new Error('accepted');
    const shown = [
      ...describeConfigProblems(loaded.problems, 'zh-CN'),
      ...describeConfigProblems(loaded.problems, 'en'),
    ];
    expect(shown.join('\n') + inspect(loaded, { depth: null })).not.toContain('hunter2');
  });
});
