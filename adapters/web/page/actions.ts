import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CastMember } from '../cast.ts';
import type { WireEntry } from '../wire.ts';
import { localeOf } from './model.ts';
import { press } from './outgoing.ts';
import { wording } from './wording.ts';

/** After a press the card is usually repainted; where it is not, the buttons come back after this. */
const restMs = 1_500;

export function Actions({ entry, person }: { entry: WireEntry; person: CastMember }): VNode | null {
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const say = wording[localeOf(person)];

  useEffect(() => {
    setBusy(null);
    setProblem(null);
  }, [entry.cursor, person.userId]);

  async function onPress(action: string): Promise<void> {
    setBusy(action);
    setProblem(null);
    const refused = await press(person, entry.conversation, entry.messageId, action);
    if (refused) {
      setProblem(refused.message || say.unreachable);
      setBusy(null);
    } else {
      setTimeout(() => {
        setBusy(null);
      }, restMs);
    }
  }

  if (entry.actions.length === 0) return null;
  return html`<div class="actions" role="group">
    ${entry.actions.map(
      ({ action, label, style, alias }) =>
        html`<button
          key=${action}
          type="button"
          class="action ${style}"
          data-testid="action"
          data-action=${action}
          aria-busy=${busy === action}
          disabled=${busy !== null}
          title=${alias === null ? undefined : say.alias(alias)}
          onClick=${() => void onPress(action)}
        >
          ${label}
        </button>`,
    )}
    ${problem !== null && html`<p class="problem" role="alert" data-testid="action-problem">${problem}</p>`}
  </div>`;
}
