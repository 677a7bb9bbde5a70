import { cpus, release, totalmem } from 'node:os';
import { openBenchOffice } from './bench-office.ts';
import { milliseconds, percentile } from './percentiles.ts';
import { measureStart, withFolder } from './start.ts';
import { measureTurns, type TurnResult } from './turns.ts';

/** `npm run bench [-- --short]`: every figure with its machine and method. Nothing here is a test. */
const short = process.argv.includes('--short');
const scale = short ? 0.1 : 1;

function say(name: string, value: string, method: string): void {
  console.log(`${name.padEnd(34)} ${value.padEnd(44)} ${method}`);
}

function words({ perSecond, p50Ms, p99Ms, maxMs }: TurnResult): string {
  return `${Math.round(perSecond)}/s, p50 ${milliseconds(p50Ms)}, p99 ${milliseconds(p99Ms)}, max ${milliseconds(maxMs)}`;
}

console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}\n`,
);

const bench = await openBenchOffice(process.env['BENCH_DIR']);
const { office } = bench;
await measureTurns(office, { turns: 2_000 * scale, people: 50, rate: null, deliver: false });
const most = await measureTurns(office, { turns: 20_000 * scale, people: 200, rate: null, deliver: false });
say(
  'durable turns, as many as it can',
  words(most),
  '200 people at once, SQLite WAL synchronous=FULL, intake to committed turn, answers in the outbox',
);
const texts = Array.from(
  { length: 2_000 },
  (_, index) =>
    `第 ${index} 次了，${['VPN 连不上', '打印机卡纸', 'outlook will not open', '忘记密码了'][index % 4] ?? ''}，急`,
);
say(
  'classification',
  rate(texts, (text) => office.desk.understand(text)),
  'distinct messages, one thread, language to priority',
);
say(
  'search',
  rate(texts, (text) => office.desk.search({ text, locale: 'zh-CN', category: null, limit: 3 })),
  'shipped articles, three hits',
);
await bench.close();

const second = await openBenchOffice(process.env['BENCH_DIR']);
const steady = await measureTurns(second.office, {
  turns: 10_000 * scale,
  people: 500,
  rate: 500,
  deliver: true,
});
say(
  'durable turns at 500/s',
  words(steady),
  'open loop by the clock, 500 people, answers delivered and marked meanwhile',
);
await second.close();

const cold = await withFolder(measureStart);
const starts = await withFolder(async (dir) => {
  await measureStart(dir);
  const results = [];
  for (let count = 0; count < (short ? 1 : 5); count += 1) results.push(await measureStart(dir));
  return results;
});
say(
  'first start to ready',
  milliseconds(cold.readyMs),
  'empty folder, no caches of ours, /readyz answers 200',
);
say(
  'start to ready',
  milliseconds(
    percentile(
      starts.map(({ readyMs }) => readyMs),
      0.5,
    ),
  ),
  'median of starts on the same folder',
);
say('resident memory when ready', `${cold.residentMb.toFixed(0)} MB`, 'VmRSS of the process');

function rate(inputs: readonly string[], work: (input: string) => unknown): string {
  const durations: number[] = [];
  for (const input of inputs.slice(0, 200)) work(input);
  const start = performance.now();
  for (const input of inputs) {
    const before = performance.now();
    work(input);
    durations.push(performance.now() - before);
  }
  const perSecond = Math.round(inputs.length / ((performance.now() - start) / 1_000));
  return `${perSecond}/s, p50 ${milliseconds(percentile(durations, 0.5))}, p99 ${milliseconds(percentile(durations, 0.99))}`;
}
