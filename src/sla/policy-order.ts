import { choosePolicy, conditionKeys, type Policy, type PolicyCondition } from './policy.ts';
import { show, type Problem } from './problem.ts';

const priorities = ['P1', 'P2', 'P3', 'P4'] as const;

/** True where everything `later` matches is taken by `earlier`. */
function takesAll(earlier: PolicyCondition, later: PolicyCondition): boolean {
  return conditionKeys.every((key) => {
    const taken = earlier[key];
    if (taken === undefined) return true;
    return (
      later[key]?.every((value) =>
        taken.some((own) => own === value || (key === 'category' && value.startsWith(`${own}.`))),
      ) ?? false
    );
  });
}

/** What is wrong with a list of policies as a whole: two of one name, one no ticket reaches, tickets no policy takes. */
export function refuseUnreachable(policies: readonly Policy[], problems: Problem[]): void {
  policies.forEach((policy, i) => {
    const earlier = policies.slice(0, i);
    if (earlier.some(({ name }) => name === policy.name)) {
      problems.push({
        path: `[${i}].name`,
        seen: show(policy.name),
        expected: 'a name no policy before it has',
      });
    }
    const taker = earlier.find(({ when }) => takesAll(when, policy.when));
    if (taker) {
      problems.push({
        path: `[${i}].when`,
        seen: show(policy.when),
        expected: `something "${taker.name}" leaves over: as it is, no ticket gets here; move it up`,
      });
    }
  });
  const left = priorities.filter((priority) => !choosePolicy(policies, { priority }));
  if (left.length > 0) {
    problems.push({
      path: '',
      seen: `no policy for ${left.join(', ')}`,
      expected: 'a last policy with when: {} for every ticket the others leave over',
    });
  }
}
