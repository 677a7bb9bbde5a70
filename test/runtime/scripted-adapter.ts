import type {
  Capabilities,
  ChannelAdapter,
  ChannelHealth,
  Delivery,
  SendOutcome,
} from '../../src/channel/adapter.ts';

/** A channel whose answers the test decides. */
export type ScriptedAdapter = ChannelAdapter & {
  /** What it was handed, in order. */
  readonly deliveries: readonly Delivery[];
  /** Texts of what it said it had sent, in order. */
  readonly shown: () => string[];
  /** From now on it answers so; the default is `sent`. */
  answer(how: (delivery: Delivery, count: number) => SendOutcome | Promise<SendOutcome>): void;
};

const everything: Capabilities = {
  buttons: true,
  edit: true,
  threads: true,
  forms: true,
  ephemeral: true,
  home: true,
  repeats: 'no',
  maxTextLength: 4_000,
};

export function textOf(delivery: Delivery): string {
  if (delivery.kind === 'form') return delivery.form.title;
  const [block] = delivery.message.blocks;
  return block?.type === 'text' ? block.inlines.map((one) => ('text' in one ? one.text : '')).join('') : '';
}

export function createScriptedAdapter(
  name: string,
  options: {
    capabilities?: Partial<Capabilities>;
    start?: () => Promise<void>;
    stop?: () => Promise<void>;
    health?: () => ChannelHealth;
  } = {},
): ScriptedAdapter {
  const deliveries: Delivery[] = [];
  const shown: string[] = [];
  let how: (delivery: Delivery, count: number) => SendOutcome | Promise<SendOutcome> = (_, count) => ({
    type: 'sent',
    messageId: `m${count}`,
  });
  return {
    name,
    capabilities: { ...everything, ...options.capabilities },
    start: options.start ?? (() => Promise.resolve()),
    stop: options.stop ?? (() => Promise.resolve()),
    health: options.health ?? (() => ({ state: 'connected', lastFrameAt: null })),
    send: async (delivery) => {
      deliveries.push(delivery);
      const outcome = await how(delivery, deliveries.length);
      if (outcome.type === 'sent') shown.push(textOf(delivery));
      return outcome;
    },
    deliveries,
    shown: () => shown,
    answer: (next) => {
      how = next;
    },
  };
}
