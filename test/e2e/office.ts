import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { openWorld, type World } from '../support/world.ts';

/** The shipped demo, as it stands in bot.config.yaml, on a free port that a restart keeps. */
export async function openOffice(at: string, changes: Readonly<Record<string, string>> = {}): Promise<World> {
  const shipped = readFileSync(join(import.meta.dirname, '../../bot.config.yaml'), 'utf8');
  // openWorld puts the data into a folder of its own.
  const yaml = Object.entries({ 'port: 8080': `port: ${await freePort()}`, ...changes }).reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`bot.config.yaml no longer says "${from}"`);
      return text.replace(from, to);
    },
    shipped.replace(/^dataDir:.*$/m, ''),
  );
  return openWorld({ at, yaml });
}

/** The same office where English is spoken. */
export const inEnglish = { 'locale: zh-CN #': 'locale: en #', 'name: 服务台': 'name: IT Service Desk' };

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });
}
