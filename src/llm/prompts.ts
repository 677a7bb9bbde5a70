import type { Locale } from '../kernel/locale.ts';
import type { LlmPurpose } from './llm.ts';

/** Instructions by purpose, as they stand in prompts/llm. */
export type LlmPrompts = Readonly<Record<LlmPurpose, string>>;

const languages: Readonly<Record<Locale, string>> = {
  'zh-CN': 'Simplified Chinese',
  'zh-TW': 'Traditional Chinese as written in Taiwan',
  en: 'English',
};

/** Fills `{name}`; anything else in braces, such as the JSON of an example, stays. */
export function fillPrompt(prompt: string, values: { locale: Locale; categories?: string }): string {
  return prompt
    .replaceAll('{language}', languages[values.locale])
    .replaceAll('{categories}', values.categories ?? '');
}
