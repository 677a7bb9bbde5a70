import { describeConfigProblems } from '../config/describe-problems.ts';
import type { ConfigProblem } from '../config/config-problem.ts';
import type { LoadedConfig } from '../config/load-config.ts';
import { check, names, ok, problem, warning, type Check, type Finding } from './check.ts';

export function checkConfiguration(loaded: LoadedConfig): Check {
  if (!loaded.ok) {
    const count = loaded.problems.length;
    return check(names.configuration, [
      ...loaded.problems.flatMap((one) => describe(one, problem)),
      problem(
        `${count} ${count === 1 ? 'problem' : 'problems'}: nothing starts like this`,
        `共 ${count} 个问题，改好之前无法启动`,
      ),
    ]);
  }
  const { config, warnings } = loaded;
  const file = config.file;
  return check(names.configuration, [
    file === null
      ? ok('there is no bot.config.yaml: everything has its default', '没有 bot.config.yaml，全部取默认值')
      : ok(file, file),
    ok(
      `people ${config.people.length}, support groups ${config.groups.length}, SLA policies ${config.sla.policies.length}`,
      `人员 ${config.people.length}，支持组 ${config.groups.length}，SLA 策略 ${config.sla.policies.length}`,
    ),
    ...warnings.flatMap((one) => describe(one, warning)),
  ]);
}

function describe(one: ConfigProblem, finding: (en: string, zh: string) => Finding): Finding[] {
  const zh = describeConfigProblems([one], 'zh-CN');
  return describeConfigProblems([one], 'en').map((line, index) => finding(line, zh[index] ?? line));
}
