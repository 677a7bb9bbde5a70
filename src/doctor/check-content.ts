import type { Content, ContentProblem } from '../content/content.ts';
import { describeContentProblems } from '../content/describe-problems.ts';
import type { LoadedContent } from '../content/load-content.ts';
import { check, names, ok, problem, warning, type Check, type Finding } from './check.ts';

export function checkContent({ content, problems }: LoadedContent): Check {
  return check(names.content, [...(content ? [summary(content)] : []), ...problems.map(describe)]);
}

function describe(one: ContentProblem): Finding {
  const [en = '', zh = ''] = [
    describeContentProblems([one], 'en')[0],
    describeContentProblems([one], 'zh-CN')[0],
  ];
  return one.severity === 'error' ? problem(en, zh) : warning(en, zh);
}

function summary({ taxonomy, questionnaires, articles, training, copy }: Content): Finding {
  const counts = [
    taxonomy.length,
    questionnaires.size,
    articles.length,
    training.length,
    copy.en.size,
  ] as const;
  return ok(
    `categories ${counts[0]}, questionnaires ${counts[1]}, articles ${counts[2]}, examples ${counts[3]}, sentences ${counts[4]}`,
    `类别 ${counts[0]}，问卷 ${counts[1]}，文章 ${counts[2]}，训练语句 ${counts[3]}，话术 ${counts[4]}`,
  );
}
