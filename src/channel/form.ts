/** One field of a form. `value` and `chosen` are what is known already. */
export type FormField = {
  /** Comes back as the key of the answer. */
  readonly id: string;
  readonly label: string;
  readonly hint: string | null;
  readonly required: boolean;
  readonly input:
    | { readonly type: 'line'; readonly value: string; readonly maxLength: number }
    | { readonly type: 'paragraph'; readonly value: string; readonly maxLength: number }
    | {
        readonly type: 'choice';
        readonly several: boolean;
        readonly options: readonly { readonly value: string; readonly label: string }[];
        readonly chosen: readonly string[];
      };
};

/** Several questions on one page, where a channel can show that. Whatever it asks can also be answered in the dialogue. */
export type Form = {
  /** Comes back with the answers. At most 255 characters. */
  readonly formId: string;
  readonly title: string;
  readonly submitLabel: string;
  readonly cancelLabel: string;
  readonly fields: readonly FormField[];
};

/** Field id → what was written or chosen; a field left empty has no values. */
export type FormAnswers = Readonly<Record<string, readonly string[]>>;
