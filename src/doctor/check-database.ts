import type { DatabaseInspection } from '../store/inspect-database.ts';
import { checkStuck } from './check-stuck.ts';
import { check, names, ok, problem, warning, type Check, type Finding } from './check.ts';

export type DatabaseFacts = {
  /** Absolute. */
  readonly path: string;
  /** `absent`: there is no file yet. A text: why it cannot be read. */
  readonly inspection: DatabaseInspection | 'absent' | { readonly failure: string };
  /** Whether its folder, or the nearest one above that exists, may be written. */
  readonly isWritable: boolean;
  /** Bytes; null: not known. */
  readonly freeBytes: number | null;
};

const mb = 1024 * 1024;
/** Under it the write-ahead log of a busy day may fill the disk. */
const scarceBytes = 1024 * mb;
const tooFewBytes = 100 * mb;

/** @param now epoch ms */
export function checkDatabase(facts: DatabaseFacts, now: number): Check {
  const { path, inspection } = facts;
  const findings: Finding[] = [...space(facts)];
  if (!facts.isWritable)
    findings.push(problem(`${path}: the folder may not be written`, `${path}：所在文件夹没有写权限`));
  if (inspection === 'absent')
    findings.unshift(ok(`${path}: is made at the first start`, `${path}：首次启动时创建`));
  else if ('failure' in inspection)
    findings.unshift(problem(`${path}: ${inspection.failure}`, `${path}：${inspection.failure}`));
  else findings.unshift(...inspect(path, inspection, now));
  return check(names.database, findings);
}

function space({ freeBytes }: DatabaseFacts): Finding[] {
  if (freeBytes === null) return [];
  const free = Math.floor(freeBytes / mb);
  const text = [`${free} MB free on its disk`, `磁盘剩余 ${free} MB`] as const;
  return [
    freeBytes < tooFewBytes ? problem(...text) : freeBytes < scarceBytes ? warning(...text) : ok(...text),
  ];
}

function inspect(path: string, inspection: DatabaseInspection, now: number): Finding[] {
  const { schema, damages, waiting } = inspection;
  const findings = [
    ok(path, path),
    ...damages.map((text) =>
      problem(`damaged, restore a backup: ${text}`, `文件损坏，请从备份恢复：${text}`),
    ),
  ];
  if (schema.own > schema.known) {
    findings.push(
      problem(
        `written by a newer bangban (schema ${schema.own}, this one knows ${schema.known})`,
        `由更新版本的帮办写入（结构 ${schema.own}，本版本只到 ${schema.known}）`,
      ),
    );
  } else if (schema.own < schema.known) {
    findings.push(
      ok(
        `schema ${schema.own}: the next start brings it to ${schema.known}`,
        `结构 ${schema.own}：下次启动升级到 ${schema.known}`,
      ),
    );
  } else findings.push(ok(`schema ${schema.own}`, `结构 ${schema.own}`));
  findings.push(
    ok(
      `waiting: ${waiting.events} events, ${waiting.messages} messages`,
      `排队中：事件 ${waiting.events}，消息 ${waiting.messages}`,
    ),
  );
  return [...findings, ...checkStuck(inspection, now)];
}
