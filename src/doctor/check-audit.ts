import type { AuditInspection } from '../store/inspect-audit.ts';
import { check, names, ok, warning, type Check } from './check.ts';

/** The running bangban audits every ten minutes; an installation that stands still is fine with an old one. */
const absentAfterMs = 25 * 60_000;

/** When the deadlines were last compared with the events, and what was found. @param now epoch ms */
export function checkAudit(inspection: AuditInspection | undefined, now: number): Check {
  if (!inspection?.last) return check(names.audit, [ok('none yet', '还没有做过')]);
  const { finishedAt, tickets, differences } = inspection.last;
  const at = new Date(finishedAt).toISOString();
  const told = [
    `last ${at}: ${tickets} tickets, ${differences} differences`,
    `上一次 ${at}：${tickets} 张工单，${differences} 处不一致`,
  ] as const;
  const findings = [differences > 0 ? warning(...told) : ok(...told)];
  if (now - finishedAt > absentAfterMs)
    findings.push(
      ok(
        'more than 25 minutes ago: fine while bangban is stopped, else look at its log',
        '已超过 25 分钟：帮办没在运行就没关系，否则请看日志',
      ),
    );
  return check(names.audit, findings);
}
