import { parse } from 'yaml';
import { z } from 'zod';
import type { Replacement } from './convert.ts';

/** Key path (`questions.client.ask`, `steps.0`, `body`) → the final value: a text, or a whole list. */
export type Overrides = Readonly<Record<string, string | readonly string[]>>;

export type TaiwanWording = {
  readonly replacements: readonly Replacement[];
  /** Path of the generated file → what to put in it instead of the conversion. */
  readonly overrides: Readonly<Record<string, Overrides>>;
};

const schema = z.strictObject({
  replacements: z.array(z.strictObject({ from: z.string().min(1), to: z.string() })).default([]),
  overrides: z
    .record(z.string(), z.record(z.string(), z.union([z.string(), z.array(z.string())])))
    .default({}),
});

/** @throws ZodError or a YAML error, and Error for a phrase that is listed twice. */
export function parseTaiwanWording(source: string): TaiwanWording {
  const wording = schema.parse(parse(source));
  const seen = new Set<string>();
  for (const { from } of wording.replacements) {
    if (seen.has(from)) throw new Error(`prompts/taiwan-wording.yaml replaces "${from}" twice`);
    seen.add(from);
  }
  return wording;
}
