import { words } from '../kernel/document/words.ts';
import { refuse, type Field } from './field.ts';

/** `${NAME}` anywhere in a value; what stands between the braces is checked by us, so that a slip is no literal. */
const reference = /\$\{([^}]*)\}?/g;
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/;

export function hasReference(text: string): boolean {
  return text.includes('${');
}

/** Names of the variables a text refers to that the environment does not have, or has empty. */
export function listUnset(text: string, env: Field['context']['env']): string[] {
  const names = [...text.matchAll(reference)].map(([, name = '']) => name);
  return [...new Set(names)].filter((name) => valueOf(name, env) === '');
}

/** Empty where it is not set. */
function valueOf(name: string, env: Field['context']['env']): string {
  return Object.hasOwn(env, name) ? (env[name] ?? '') : '';
}

/** True where something that begins like a reference is none. */
export function isMalformed(text: string): boolean {
  return [...text.matchAll(reference)].some(
    ([whole, name = '']) => !variableName.test(name) || !whole.endsWith('}'),
  );
}

/** The text with every `${NAME}` replaced; undefined where one cannot be: each is a problem. */
export function resolveReferences(field: Field, text: string): string | undefined {
  if (isMalformed(text)) {
    refuse(field, words('${NAME}, a name of letters, digits and _', '${NAME}，名称只含字母、数字和下划线'), {
      example: '${SLACK_BOT_TOKEN}',
    });
    return undefined;
  }
  const { env } = field.context;
  const unset = listUnset(text, env);
  for (const name of unset) {
    refuse(
      field,
      words(
        `the environment variable ${name}, which is not set or empty`,
        `环境变量 ${name}，它没有设置或为空`,
      ),
      {
        example: `export ${name}=...`,
      },
    );
  }
  return unset.length > 0 ? undefined : text.replaceAll(reference, (_, name: string) => valueOf(name, env));
}
