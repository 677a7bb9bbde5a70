import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareProduct, startProduct } from '../support/product.ts';

export type StartResult = { readonly readyMs: number; readonly residentMb: number };

/** Starts the product as a person would and asks /readyz until it says 200. */
export async function measureStart(dir: string): Promise<StartResult> {
  const place = await prepareProduct(dir);
  const start = performance.now();
  const product = await startProduct(place);
  const readyMs = performance.now() - start;
  const status = readFileSync(`/proc/${product.child.pid ?? 0}/status`, 'utf8');
  await product.end('SIGTERM');
  return { readyMs, residentMb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024 };
}

export function withFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'bangban-start-'));
  return work(dir).finally(() => {
    rmSync(dir, { recursive: true, force: true });
  });
}
