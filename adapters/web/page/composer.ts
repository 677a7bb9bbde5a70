import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CastMember } from '../cast.ts';
import type { WireCast } from '../wire.ts';
import { draftOf, keepDraft } from './drafts.ts';
import { icons } from './icons.ts';
import { MentionMenu, useMentionChoice, type Candidate } from './mention-menu.ts';
import { isDirect, localeOf, type ConversationName } from './model.ts';
import { say as deliver } from './outgoing.ts';
import { UploadList } from './upload-list.ts';
import type { Uploads } from './uploads.ts';
import { wording } from './wording.ts';

type Props = {
  readonly description: WireCast;
  readonly person: CastMember;
  readonly conversation: ConversationName;
  readonly uploads: Uploads;
  readonly problem: string | null;
  readonly onProblem: (message: string | null) => void;
};

type Typing = Event & { readonly currentTarget: HTMLTextAreaElement };
type Picking = Event & { readonly currentTarget: HTMLInputElement };

/** From this share of the limit on the length is shown. */
const nearLimit = 0.9;
const tallestPx = 200;

/** Whom one may mention in a group: the bot, and the others who see it. In a direct conversation nobody else is there. */
function mentionable({ description, person, conversation }: Props): readonly Candidate[] {
  if (isDirect(conversation)) return [];
  const others = description.cast.filter(
    ({ userId, groups }) => userId !== person.userId && groups.includes(conversation),
  );
  return [
    { name: description.bot.name[localeOf(person)], person: null },
    ...others.map((other) => ({ name: other.name, person: other })),
  ];
}

export function Composer(props: Props): VNode {
  const { description, person, conversation, uploads, problem, onProblem } = props;
  const seat = `${person.userId} ${conversation}`;
  const locale = localeOf(person);
  const words = wording[locale];
  const { maxTextLength } = description.limits;
  const [text, setText] = useState(() => draftOf(seat));
  const [caret, setCaret] = useState(0);
  const box = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const isGroup = !isDirect(conversation);
  const isReady =
    (text.trim() !== '' || uploads.all.length > 0) && uploads.all.every(({ state }) => state === 'stored');
  const prompt = isGroup ? words.writeToGroup : words.writeToBot;
  const listId = `mentions-${person.userId}-${conversation}`;
  const menu = useMentionChoice(text, caret, mentionable(props), ({ name }, start) => {
    insertMention(name, start);
  });
  const isMenuOpen = menu.candidates.length > 0;

  function change(next: string): void {
    setText(next);
    keepDraft(seat, next);
  }

  function insertMention(name: string, start: number): void {
    const inserted = `@${name} `;
    const after = start + inserted.length;
    change(text.slice(0, start) + inserted + text.slice(caret));
    setCaret(after);
    // After the box has its new text.
    setTimeout(() => {
      box.current?.focus();
      box.current?.setSelectionRange(after, after);
    });
  }

  useLayoutEffect(() => {
    if (!box.current) return;
    box.current.style.height = 'auto';
    const { scrollHeight } = box.current;
    // Not shown yet, as behind the list on a narrow screen: nothing to measure, one row it is.
    if (scrollHeight > 0) box.current.style.height = `${Math.min(scrollHeight, tallestPx)}px`;
  }, [text]);

  async function send(): Promise<void> {
    if (!isReady) return;
    if (text.length > maxTextLength) {
      onProblem(words.tooLong);
      return;
    }
    onProblem(null);
    const files = uploads.take();
    const keys = files.flatMap(({ key }) => (key === null ? [] : [key]));
    change('');
    const outcome = await deliver(person, conversation, text, keys);
    if (outcome.type === 'taken') return;
    onProblem(outcome.message);
    uploads.giveBack(files);
    const later = draftOf(seat);
    change(later === '' ? text : `${text}\n${later}`);
  }

  function onKeyDown(event: KeyboardEvent): void {
    // An input method uses Enter to choose a word. (229: Safari ends the composition before it tells the key.)
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else tells it in Safari
    if (event.isComposing || event.keyCode === 229 || menu.onKey(event)) return;
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    void send();
  }

  function onPaste(event: ClipboardEvent): void {
    const files = Array.from(event.clipboardData?.files ?? []);
    if (files.length === 0) return;
    event.preventDefault();
    uploads.add(files);
  }

  return html`<form
    class="composer"
    onSubmit=${(event: Event) => {
      event.preventDefault();
      void send();
    }}
  >
    ${
      isMenuOpen &&
      html`<${MentionMenu}
        candidates=${menu.candidates}
        chosen=${menu.chosen}
        locale=${locale}
        listId=${listId}
        onChoose=${({ name }: Candidate) => {
          insertMention(name, menu.start);
        }}
      />`
    }
    <${UploadList} uploads=${uploads} words=${words} />
    ${
      problem !== null &&
      html`<p class="problem" role="alert" data-testid="composer-problem">
        <span>${problem}</span>
        <button
          type="button"
          class="icon-button"
          aria-label=${words.close}
          onClick=${() => {
            onProblem(null);
          }}
        >
          ${icons.close()}
        </button>
      </p>`
    }
    <div class="box">
      <button
        type="button"
        class="icon-button"
        data-testid="composer-attach"
        aria-label=${words.attach}
        title=${words.attach}
        onClick=${() => picker.current?.click()}
      >
        ${icons.attach()}
      </button>
      <input
        type="file"
        multiple
        hidden
        ref=${picker}
        data-testid="composer-file"
        onChange=${({ currentTarget }: Picking) => {
          uploads.add(Array.from(currentTarget.files ?? []));
          // So that the same file can be chosen again.
          currentTarget.value = '';
        }}
      />
      ${
        isGroup &&
        html`<button
          type="button"
          class="icon-button at"
          data-testid="composer-mention"
          aria-label=${words.mentionBot}
          title=${words.mentionBot}
          onClick=${() => {
            insertMention(description.bot.name[locale], caret);
          }}
        >
          @
        </button>`
      }
      <textarea
        ref=${box}
        rows="1"
        dir="auto"
        data-testid="composer-text"
        aria-label=${prompt}
        placeholder=${prompt}
        aria-autocomplete="list"
        aria-controls=${isMenuOpen ? listId : undefined}
        aria-activedescendant=${isMenuOpen ? `${listId}-${menu.chosen}` : undefined}
        value=${text}
        onInput=${({ currentTarget }: Typing) => {
          change(currentTarget.value);
          setCaret(currentTarget.selectionStart);
          menu.reopen();
        }}
        onSelect=${({ currentTarget }: Typing) => {
          setCaret(currentTarget.selectionStart);
        }}
        onKeyDown=${onKeyDown}
        onPaste=${onPaste}
      ></textarea>
      <button
        type="submit"
        class="send"
        data-testid="composer-send"
        disabled=${!isReady}
        aria-label=${words.send}
        title=${words.send}
      >
        ${icons.send()}
      </button>
    </div>
    ${
      text.length > maxTextLength * nearLimit &&
      html`<p class=${text.length > maxTextLength ? 'count over' : 'count'}>
        ${text.length.toLocaleString(locale)} / ${maxTextLength.toLocaleString(locale)}
      </p>`
    }
  </form>`;
}
