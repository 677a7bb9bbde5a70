import type { Form, FormField } from '../../src/channel/form.ts';
import { plainText, shorten, type PlainText } from './blocks.ts';
import { viewLimits } from './limits.ts';
import { visible } from './render-inlines.ts';

type Option = { readonly text: PlainText; readonly value: string };
type Element =
  | {
      readonly type: 'plain_text_input';
      readonly action_id: string;
      readonly multiline: boolean;
      readonly max_length: number;
      readonly initial_value?: string;
    }
  | {
      readonly type: 'radio_buttons' | 'static_select';
      readonly action_id: string;
      readonly options: readonly Option[];
      readonly initial_option?: Option;
    }
  | {
      readonly type: 'checkboxes' | 'multi_static_select';
      readonly action_id: string;
      readonly options: readonly Option[];
      readonly initial_options?: readonly Option[];
    };

export type Modal = {
  readonly type: 'modal';
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly title: PlainText;
  readonly submit: PlainText;
  readonly close: PlainText;
  readonly blocks: readonly {
    readonly type: 'input';
    readonly block_id: string;
    readonly optional: boolean;
    readonly label: PlainText;
    readonly hint?: PlainText;
    readonly element: Element;
  }[];
};

/**
 * A form as a modal. `place` comes back with it: a modal belongs to no conversation. undefined where Slack could not show
 * all of it, so that it is asked in the dialogue instead.
 */
export function renderForm(form: Form, place: string): Modal | undefined {
  const { formId, title, submitLabel, cancelLabel, fields } = form;
  const elements = fields.map(renderElement);
  const fits =
    formId.length <= viewLimits.callbackIdLength &&
    fields.length > 0 &&
    fields.length <= viewLimits.blocks &&
    elements.every((element) => element !== undefined);
  if (!fits) return undefined;
  return {
    type: 'modal',
    callback_id: formId,
    private_metadata: place,
    title: plainText(visible(title), viewLimits.titleLength),
    submit: plainText(visible(submitLabel), viewLimits.buttonLength),
    close: plainText(visible(cancelLabel), viewLimits.buttonLength),
    blocks: fields.flatMap((field, index) => {
      const element = elements[index];
      if (!element) return [];
      return [
        {
          type: 'input' as const,
          block_id: field.id,
          optional: !field.required,
          label: plainText(visible(field.label), viewLimits.labelLength),
          ...(field.hint === null ? {} : { hint: plainText(visible(field.hint), viewLimits.hintLength) }),
          element,
        },
      ];
    }),
  };
}

const inputId = 'answer';

function renderElement({ input }: FormField): Element | undefined {
  switch (input.type) {
    case 'line':
    case 'paragraph': {
      const maxLength = Math.min(input.maxLength, viewLimits.inputLength);
      const value = shorten(visible(input.value), maxLength);
      return {
        type: 'plain_text_input',
        action_id: inputId,
        multiline: input.type === 'paragraph',
        max_length: maxLength,
        ...(value === '' ? {} : { initial_value: value }),
      };
    }
    case 'choice':
      return renderChoice(input);
  }
}

function renderChoice(input: Extract<FormField['input'], { type: 'choice' }>): Element | undefined {
  const { several, options, chosen } = input;
  const tooLong = options.some(({ value }) => value.length > viewLimits.optionValueLength || value === '');
  if (options.length === 0 || options.length > viewLimits.options || tooLong) return undefined;
  const rendered = options.map(({ value, label }): Option => ({
    value,
    text: plainText(visible(label), viewLimits.optionLength),
  }));
  const known = rendered.filter(({ value }) => chosen.includes(value));
  const isShort = options.length <= viewLimits.radios;
  if (several)
    return {
      type: isShort ? 'checkboxes' : 'multi_static_select',
      action_id: inputId,
      options: rendered,
      ...(known.length === 0 ? {} : { initial_options: known }),
    };
  const [first] = known;
  return {
    type: isShort ? 'radio_buttons' : 'static_select',
    action_id: inputId,
    options: rendered,
    ...(first === undefined ? {} : { initial_option: first }),
  };
}
