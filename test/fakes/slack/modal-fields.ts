import type { Body } from './events.ts';
import type { AnyBlock } from './read-blocks.ts';

/** A field of an open modal. */
export type Input = {
  readonly id: string;
  readonly label: string;
  readonly actionId: string;
  readonly type: string;
  readonly initial: string | null;
  readonly options: readonly {
    readonly label: string;
    readonly value: string;
    readonly isInitial: boolean;
  }[];
};

/** The fields of a view, in order. */
export function inputsOf(view: AnyBlock): Input[] {
  return (view['blocks'] as AnyBlock[])
    .filter(({ type }) => type === 'input')
    .map((block) => {
      const element = block['element'] as AnyBlock;
      const initial = [element['initial_option'], ...((element['initial_options'] ?? []) as unknown[])].map(
        (one) => JSON.stringify(one),
      );
      const options = ((element['options'] ?? []) as { text: { text: string }; value: string }[]).map(
        (option) => ({
          label: option.text.text,
          value: option.value,
          isInitial: initial.includes(JSON.stringify(option)),
        }),
      );
      return {
        id: String(block['block_id']),
        label: (block['label'] as { text: string }).text,
        actionId: String(element['action_id']),
        type: element.type,
        initial: typeof element['initial_value'] === 'string' ? element['initial_value'] : null,
        options,
      };
    });
}

/** What stands in a field when it is sent: what was filled in, else what was there, else nothing; every field is there. */
export function fill(
  { actionId, type, initial, options }: Input,
  answer: string | readonly string[] | undefined,
): Record<string, Body> {
  if (type === 'plain_text_input')
    return { [actionId]: { type, value: typeof answer === 'string' ? answer : initial } };
  const wanted = answer === undefined ? undefined : [answer].flat();
  const chosen = options
    .filter(({ label, isInitial }) => (wanted ? wanted.includes(label) : isInitial))
    .map(({ label, value }) => ({ text: { type: 'plain_text', text: label }, value }));
  return type === 'checkboxes' || type === 'multi_static_select'
    ? { [actionId]: { type, selected_options: chosen } }
    : { [actionId]: { type, selected_option: chosen[0] ?? null } };
}
