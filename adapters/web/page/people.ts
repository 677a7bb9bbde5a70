import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { CastMember } from '../cast.ts';
import { hueOf, initials, localeOf } from './model.ts';
import { wording } from './wording.ts';
import type { Locale } from '../../../src/kernel/locale.ts';

/** Faces and badges. */

export function Face({ person, size = 'medium' }: { person: CastMember; size?: 'small' | 'medium' }): VNode {
  return html`<span
    class="face ${size}"
    style=${{ '--hue': String(hueOf(person.userId)) }}
    aria-hidden="true"
  >
    ${initials(person.name)}
  </span>`;
}

export function BotFace({ size = 'medium' }: { size?: 'small' | 'medium' }): VNode {
  return html`<img class="face bot ${size}" src="/assets/page/icon.svg" alt="" />`;
}

export function RoleBadge({ person, locale }: { person: CastMember; locale: Locale }): VNode {
  return html`<span class="role ${person.role}">${wording[locale].roles[person.role]}</span>`;
}

export function LanguageTag({ person }: { person: CastMember }): VNode {
  const locale = localeOf(person);
  return html`<span class="language" lang=${locale}>${wording[locale].language[locale]}</span>`;
}
