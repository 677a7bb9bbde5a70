import type { ShownMessage } from '../fake-platform.ts';
import { readMarkdown } from './read-markdown.ts';

export type FakePerson = {
  readonly userId: string;
  readonly name: string;
  readonly email?: string;
  readonly department?: string;
};

export type FakeButton =
  | { readonly type: 'words'; readonly label: string; readonly words: string }
  | { readonly type: 'action'; readonly label: string; readonly action: string };

/** One bubble somewhere. */
export type FakeMessage = {
  readonly id: string;
  /** `@userId` or the group's id. */
  readonly place: string;
  readonly through: 'session' | 'robot' | 'card';
  readonly title: string;
  /** Markdown as it was sent. */
  text: string;
  buttons: readonly FakeButton[];
  readonly mentions: readonly string[];
  /** null: everybody there. */
  readonly recipients: readonly string[] | null;
  /** Of a card. */
  readonly outTrackId: string | null;
  status: string;
  readonly styles: string[];
  readonly file: { readonly name: string; readonly type: 'image' | 'file' } | null;
};

/** Everything the platform remembers, and every rule we broke. */
export class FakeState {
  readonly people = new Map<string, FakePerson>();
  readonly groups = new Set<string>();
  readonly messages: FakeMessage[] = [];
  readonly violations: string[] = [];
  readonly calls: { readonly path: string; readonly at: number; readonly body: unknown }[] = [];
  readonly files = new Map<string, { readonly bytes: Uint8Array; readonly mimeType: string }>();
  readonly uploads = new Map<string, { readonly name: string; readonly type: 'image' | 'file' }>();

  violated(what: string): void {
    this.violations.push(what);
  }

  add(message: Omit<FakeMessage, 'id'>): FakeMessage {
    const whole = { ...message, id: `m${this.messages.length + 1}` };
    this.messages.push(whole);
    this.shown(whole);
    return whole;
  }

  /** As somebody sees it: markup read, mentions resolved to whom they notify. */
  shown(message: FakeMessage): ShownMessage {
    const read = readMarkdown(message.text);
    for (const what of read.foreign) this.violated(`markup that is none of ours: ${what}`);
    const names = (text: string): string =>
      [...this.people.values()].reduce(
        (so, { userId, name }) =>
          message.mentions.includes(userId) ? so.replaceAll(`@${userId}`, `@${name}`) : so,
        text,
      );
    const inText = message.buttons.length === 0 ? read.sends.map(({ label }) => label) : [];
    return {
      messageId: message.outTrackId === null ? message.id : `card:${message.outTrackId}`,
      text: [message.through === 'card' ? message.title : '', names(read.text), message.status]
        .filter((part) => part !== '')
        .join('\n'),
      buttons: [
        ...message.buttons.map(({ label }) => label),
        ...inText.map((label) => label.replace(/^\d+\. /, '')),
      ],
      mentions: message.mentions,
      links: read.links,
    };
  }

  /** Buttons, and links that send words, which do the same. */
  buttonsOf(message: FakeMessage): readonly FakeButton[] {
    if (message.buttons.length > 0) return message.buttons;
    return readMarkdown(message.text).sends.map(({ label, words }) => ({
      type: 'words' as const,
      label: label.replace(/^\d+\. /, ''),
      words,
    }));
  }

  visibleIn(place: string, viewer?: string): readonly FakeMessage[] {
    return this.messages.filter(
      (message) =>
        message.place === place &&
        (message.recipients === null || (viewer !== undefined && message.recipients.includes(viewer))),
    );
  }
}
