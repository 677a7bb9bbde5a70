import { words } from '../kernel/document/words.ts';
import { llmPurposes } from '../llm/llm.ts';
import type { LlmPrompts } from '../llm/prompts.ts';
import type { ContentFiles } from './content-files.ts';

/** Every purpose has a file of its name; each must ask for JSON, because nothing else is understood. */
export function loadLlmPrompts(files: ContentFiles): LlmPrompts {
  const entries = llmPurposes.map((purpose) => {
    const path = `prompts/llm/${purpose}.md`;
    const text = files.read(path, 'error')?.text ?? '';
    if (text !== '' && !/JSON object/.test(text))
      files.error(path, 1, words('a prompt that asks for one JSON object', '提示词要求只回一个 JSON 对象'));
    return [purpose, text] as const;
  });
  return Object.fromEntries(entries) as LlmPrompts;
}
