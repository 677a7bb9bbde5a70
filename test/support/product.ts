import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** The product as a process of its own, started the way a person starts it. */
export type Product = {
  readonly url: string;
  readonly child: ChildProcess;
  /** Resolves once it has ended. */
  end(signal: NodeJS.Signals): Promise<void>;
};

export type ProductPlace = { readonly port: number; readonly file: string; readonly database: string };

/** A folder with a configuration of its own; `yaml` is added to it and must leave http, dataDir and storage alone. */
export async function prepareProduct(dir: string, yaml = ''): Promise<ProductPlace> {
  const port = await freePort();
  const file = join(dir, 'bot.config.yaml');
  const database = join(dir, 'bangban.db');
  const ours = { http: { port }, dataDir: join(dir, 'var'), storage: { url: `sqlite:${database}` } };
  const lines = Object.entries(ours).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  writeFileSync(file, `${yaml}\n${lines.join('\n')}\n`);
  return { port, file, database };
}

/** Starts it and waits until /readyz says 200. */
export async function startProduct({ port, file }: ProductPlace): Promise<Product> {
  const child = spawn(
    process.execPath,
    ['--max-semi-space-size=4', join(import.meta.dirname, '../../src/bangban.js'), '--config', file],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-2_000);
  });
  const url = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + 30_000;
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`the product ended with ${child.exitCode}: ${complaint}`);
    if (performance.now() > deadline) throw new Error(`the product was not ready after 30 s: ${complaint}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return {
    url,
    child,
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      await ended;
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );
}

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
