import { createHash } from 'node:crypto';
import type { FakePlatform, Place, ShownMessage } from '../fake-platform.ts';

/**
 * The poorest platform there could be, in memory: lines of text and nothing else. No buttons, no edits, no threads, no forms,
 * one message of at most 500 characters at a time, and no way to ask what arrived. It shows what people are left with.
 */

/** What the platform's line protocol carries: words, or the name of somebody who is notified. */
export type PlainPart = { readonly text: string } | { readonly mention: string };

export type PlainEvent = {
  readonly id: string;
  readonly at: number;
  readonly from: { readonly userId: string; readonly name: string };
  /** null: the direct conversation. */
  readonly group: string | null;
  readonly text: string;
  readonly addressed: boolean;
};

export type PlainWire = {
  /** Rejects while the platform is down. */
  connect(line: {
    readonly onEvent: (event: PlainEvent) => Promise<void>;
    readonly onClose: () => void;
  }): Promise<{ readonly close: () => void }>;
  send(to: Place, parts: readonly PlainPart[]): Promise<'ok' | 'no-such-place' | 'too-long' | 'down'>;
};

export const longestLine = 500;

export type FakePlain = FakePlatform & {
  readonly wire: PlainWire;
  /** How many lines were sent in all. */
  lines(): number;
};

type Line = { readonly place: Place; readonly parts: readonly PlainPart[]; readonly messageId: string };
type Listener = { readonly onEvent: (event: PlainEvent) => Promise<void>; readonly onClose: () => void };

export function createFakePlain(options: { clock?: () => number; ackWithinMs?: number } = {}): FakePlain {
  const { clock = Date.now, ackWithinMs = 3_000 } = options;
  const people = new Map<string, string>();
  const groups = new Set<string>();
  const said: Line[] = [];
  const listeners = new Set<Listener>();
  const violations: string[] = [];
  let isDown = false;
  let count = 0;

  const cut = (): void => {
    for (const { onClose } of listeners) onClose();
    listeners.clear();
  };

  const deliver = async (event: PlainEvent): Promise<boolean> => {
    const [listener] = listeners;
    if (!listener) return false;
    const { promise: late, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => {
      resolve(false);
    }, ackWithinMs);
    const taken = listener.onEvent(event).then(
      () => true,
      () => false,
    );
    const acked = await Promise.race([taken, late]);
    clearTimeout(timer);
    return acked;
  };

  const says: FakePlatform['says'] = (userId, place, text, { key, addressed = true } = {}) => {
    const name = people.get(userId);
    if (name === undefined) throw new Error(`${userId} is nobody here: addPerson first`);
    count += 1;
    return deliver({
      id: createHash('sha256')
        .update(key ?? `${count}`)
        .digest('hex'),
      at: clock(),
      from: { userId, name },
      group: place.startsWith('@') ? null : place,
      text,
      addressed,
    });
  };

  const shown = (place: Place): ShownMessage[] =>
    said
      .filter((line) => line.place === place)
      .map(({ parts, messageId }) => ({
        messageId,
        text: parts
          .map((part) => ('text' in part ? part.text : `@${people.get(part.mention) ?? ''}`))
          .join(''),
        buttons: [],
        mentions: parts.flatMap((part) => ('mention' in part ? [part.mention] : [])),
        links: [],
      }));

  return {
    channel: 'plain',
    yaml: 'plain:\n  enabled: true\n',
    env: {},
    addPerson: ({ userId, name }) => {
      people.set(userId, name);
    },
    addGroup: (groupId) => {
      groups.add(groupId);
    },
    says,
    presses: (userId, place, label) => {
      // There is nothing to press: a person types what stands beside the label.
      const typed = shown(place)
        .flatMap(({ text }) => [...text.matchAll(/^▸ (.*) ← (.*)$/gm)])
        .findLast(([, own]) => own === label)?.[2];
      if (typed === undefined) throw new Error(`nobody is told in ${place} what to type for "${label}"`);
      return says(userId, place, typed);
    },
    shown,
    connections: () => listeners.size,
    disconnect: cut,
    goDown: () => {
      isDown = true;
      cut();
    },
    comeBack: () => {
      isDown = false;
    },
    violations: () => violations,
    close: () => {
      cut();
      return Promise.resolve();
    },
    lines: () => said.length,
    wire: {
      connect: (line) => {
        if (isDown) return Promise.reject(new Error('the line is dead'));
        listeners.add(line);
        return Promise.resolve({
          close: () => {
            if (listeners.delete(line)) line.onClose();
          },
        });
      },
      send: (place, parts) => {
        if (isDown) return Promise.resolve('down');
        const exists = place.startsWith('@') ? people.has(place.slice(1)) : groups.has(place);
        if (!exists) return Promise.resolve('no-such-place');
        const length = parts.reduce((sum, part) => sum + ('text' in part ? part.text.length : 10), 0);
        if (length > longestLine) {
          violations.push(`a line of ${length} characters to ${place}`);
          return Promise.resolve('too-long');
        }
        said.push({ place, parts, messageId: `p${said.length + 1}` });
        return Promise.resolve('ok');
      },
    },
  };
}
