import { words } from '../kernel/document/words.ts';
import { Secret } from '../kernel/secret.ts';
import { refuse, type Field } from './field.ts';
import { hasReference, resolveReferences } from './reference.ts';

const hidden = words('a value, not shown here', '一个值，这里不显示');
const referenceWords = words(
  'no secret in the file: put it in an environment variable and write ${NAME}',
  '密钥不写进文件：放到环境变量里，这里写 ${NAME}',
);

/** Whatever stands here, it is not shown: it may be the secret. null: not given, or refused. */
export function readSecret(field: Field): Secret | null {
  const { value } = field;
  if (value === undefined) return null;
  if (typeof value !== 'string' || !hasReference(value)) {
    refuse(field, referenceWords, {
      seen: hidden,
      example: `${String(field.path.at(-1))}: \${${variableFor(field)}}`,
    });
    return null;
  }
  // A slip such as "${NAME" is a problem that shows the text, and the text may hold a part of the secret.
  const text = resolveReferences({ ...field, value: referencesIn(value) }, value);
  return text === undefined ? null : new Secret(text);
}

function referencesIn(text: string): string {
  return (text.match(/\$\{[^}]*\}?/g) ?? [])
    .map((part) => (/^\$\{\w+\}$/.test(part) ? part : '${...'))
    .join(' ');
}

/** `channels.wecom.bot.secret` → `WECOM_BOT_SECRET`, `llm.apiKey` → `LLM_API_KEY` */
function variableFor({ path }: Field): string {
  return path
    .slice(path[0] === 'channels' ? 1 : 0)
    .map((key) =>
      String(key)
        .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
        .toUpperCase(),
    )
    .join('_');
}
