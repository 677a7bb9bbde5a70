import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runDoctor, type Diagnosis } from '../../src/doctor/run-doctor.ts';
import { openDatabase } from '../../src/store/database.ts';
import { enqueue, markDead } from '../../src/store/outbox-store.ts';
import { root } from '../config/load.ts';

let folder = '';
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bangban-doctor-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  const { promise, resolve } = Promise.withResolvers<unknown>();
  if (server) server.close(resolve);
  else resolve(undefined);
  await promise;
  server = undefined;
});

async function examine(yaml: string): Promise<Diagnosis> {
  const file = join(folder, 'bot.config.yaml');
  writeFileSync(file, yaml);
  return runDoctor({
    root,
    configFile: file,
    env: {},
    installedChannels: ['web', 'slack'],
    missingKeys: (name) => (name === 'slack' ? ['botToken', 'appToken'] : []),
    now: Date.parse('2026-06-01'),
  });
}

/** Listens on a free port and answers everything so. */
async function listen(body: string): Promise<number> {
  server = createServer((_, response) => {
    response.end(body);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('npm run doctor', () => {
  it('finds nothing wrong with what is shipped', async () => {
    const { text, exitCode } = await examine('locale: en\nhttp: { port: 0 }\n');
    expect(text).toContain('✓ Configuration');
    expect(text).toContain(`${folder}/data/var/bangban.db: is made at the first start`);
    expect(text).toContain('✓ Content files');
    expect(text).toContain('no instance is running');
    expect(text).toContain('Everything is in order.');
    expect(exitCode).toBe(0);
  });

  it('tells problems of the configuration, and looks at the content all the same', async () => {
    const { text, exitCode } = await examine('locale: en\nratings: { threshold: 9 }\n');
    expect(text).toContain(`${folder}/bot.config.yaml:2 ratings.threshold`);
    expect(text).toContain('– Database');
    expect(text).toContain('✓ Content files');
    expect(exitCode).toBe(1);
  });

  it('looks into the database without touching it, and lists what could not be sent', async () => {
    const path = join(folder, 'desk.db');
    const database = await openDatabase(path);
    const to = { kind: 'group', channel: 'web', groupId: 'desk' } as const;
    const message = { blocks: [], actions: [], attachmentKeys: [], feedback: null };
    await database.transact((tx) =>
      enqueue(tx, {
        idemKey: 'a',
        to,
        locale: 'en',
        kind: 'post',
        message,
        cardKey: null,
        thread: null,
        visibleTo: null,
        at: 0,
      }),
    );
    await database.transact((tx) => markDead(tx, 1, 5, 'refused: no such group'));
    const { text, exitCode } = await examine(
      `locale: en\nhttp: { port: 0 }\nstorage: { url: "sqlite:desk.db" }\n`,
    );
    expect(text).toContain('message 1 to web:desk, 20605 days ago, given up: refused: no such group');
    expect(exitCode).toBe(0);
    await database.close();
  });

  it('says so where the database is none', async () => {
    writeFileSync(join(folder, 'desk.db'), 'this is a letter to my grandmother, and no database '.repeat(40));
    const { text, exitCode } = await examine(
      'locale: en\nhttp: { port: 0 }\nstorage: { url: "sqlite:desk.db" }\n',
    );
    expect(text).toContain('✗ Database');
    expect(text).toContain('restore it from a backup');
    expect(exitCode).toBe(1);
  });

  it('tells what an enabled channel lacks, and where it is described', async () => {
    const { text, exitCode } = await examine(
      'locale: en\nhttp: { port: 0 }\nchannels: { web: {}, slack: {} }\n',
    );
    expect(text).toContain('✗ Channels');
    expect(text).toContain('channels.slack.botToken is not set');
    expect(text).toContain('channels.slack.appToken is not set');
    expect(exitCode).toBe(1);
  });

  it('asks the running instance', async () => {
    const port = await listen(
      '{"ready":true,"channels":{"web":{"state":"connected","lastFrameAgeMs":1500}}}',
    );
    const { text } = await examine(`locale: en\nhttp: { port: ${port} }\n`);
    expect(text).toContain('web: connected, last heard 2 s ago');
  });

  it('finds another program on the port', async () => {
    const port = await listen('<html>It works!</html>');
    const { text, exitCode } = await examine(`locale: en\nhttp: { port: ${port} }\n`);
    expect(text).toContain(`something else answers at http://127.0.0.1:${port}`);
    expect(exitCode).toBe(1);
  });

  it('lists bad articles with file and line, and goes on', async () => {
    mkdirSync(join(folder, 'kb'));
    writeFileSync(
      join(folder, 'kb', 'vpn.md'),
      '---\nid: vpn\ntitle: VPN\ncategory: network.vpm\nlocale: en\n---\nx\n',
    );
    const { text, exitCode } = await examine('locale: en\nhttp: { port: 0 }\nknowledge: { dir: kb }\n');
    expect(text).toContain(
      `${folder}/kb/vpn.md:4 there is no category "network.vpm": did you mean "network.vpn"?`,
    );
    expect(exitCode).toBe(0);
  });
});
