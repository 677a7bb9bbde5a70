/** What one question to the model is for; each has its prompt in prompts/llm. */
export const llmPurposes = ['read-message', 'compose-answer', 'summarise-ticket', 'draft-article'] as const;
export type LlmPurpose = (typeof llmPurposes)[number];

/** What the books know besides: vectors need no prompt. */
export type LlmUsePurpose = LlmPurpose | 'embed-question' | 'embed-articles';

/** What came of a question, for the books. */
export type LlmOutcome = 'used' | 'unusable' | 'failed' | 'timed-out' | 'resting';

export type LlmUse = {
  readonly purpose: LlmUsePurpose;
  readonly at: number;
  readonly ms: number;
  readonly outcome: LlmOutcome;
  readonly promptTokens: number;
  readonly completionTokens: number;
};

export type LlmQuestion<T> = {
  readonly purpose: LlmPurpose;
  /** What the model is told to be and do: ours alone, no text from people. */
  readonly instructions: string;
  /** Text from people and from the desk, by name; masked and fenced before it leaves. */
  readonly data: Readonly<Record<string, string>>;
  /** Names that must not leave. */
  readonly names: readonly string[];
  /** What the answer means, or undefined where it means nothing: then it is thrown away. Gets parsed JSON with names put back. */
  readonly decode: (answer: unknown) => T | undefined;
  readonly maxTokens: number;
};

/**
 * A language model that may help and never decides. Never throws and never waits longer than configured: undefined means
 * "go on as if there were none".
 */
export type Llm = {
  ask<T>(question: LlmQuestion<T>): Promise<T | undefined>;
};
