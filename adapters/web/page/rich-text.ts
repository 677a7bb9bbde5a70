import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Block, Inline } from '../../../src/channel/outbound.ts';
import { visibleText } from './format.ts';

/**
 * Blocks → elements. Every text becomes a text node in an isolate of its own, so neither markup nor a change of writing
 * direction gets out of it.
 */

function Ink({ text }: { text: string }): VNode {
  return html`<bdi>${visibleText(text)}</bdi>`;
}

function inlineNode(inline: Inline, me: string): VNode {
  switch (inline.type) {
    case 'plain':
      return html`<${Ink} text=${inline.text} />`;
    case 'strong':
      return html`<strong><${Ink} text=${inline.text} /></strong>`;
    case 'code':
      return html`<code><${Ink} text=${inline.text} /></code>`;
    case 'link':
      return html`<a href=${inline.url} target="_blank" rel="noopener noreferrer nofollow"
        ><${Ink} text=${inline.text}
      /></a>`;
    case 'mention':
      return html`<span class=${inline.userId === me ? 'mention me' : 'mention'}
        >@<${Ink} text=${inline.name}
      /></span>`;
  }
}

function line(inlines: readonly Inline[], me: string): VNode[] {
  return inlines.map((inline) => inlineNode(inline, me));
}

export function RichBlock({ block, me }: { block: Block; me: string }): VNode {
  switch (block.type) {
    case 'heading':
      return html`<h3 dir="auto">${line(block.inlines, me)}</h3>`;
    case 'text':
      return html`<p dir="auto">${line(block.inlines, me)}</p>`;
    case 'quote':
      return html`<blockquote dir="auto">${line(block.inlines, me)}</blockquote>`;
    case 'fields':
      return html`<dl>
        ${block.fields.map(
          ({ label, value }) =>
            html`<div>
              <dt>${label}</dt>
              <dd dir="auto">${line(value, me)}</dd>
            </div>`,
        )}
      </dl>`;
    case 'list': {
      const items = block.items.map((item) => html`<li dir="auto"><span>${line(item, me)}</span></li>`);
      return block.ordered
        ? html`<ol class="steps">
            ${items}
          </ol>`
        : html`<ul>
            ${items}
          </ul>`;
    }
  }
}

function inlinesOf(block: Block): readonly Inline[] {
  if (block.type === 'fields') return block.fields.flatMap(({ value }) => value);
  if (block.type === 'list') return block.items.flat();
  return block.inlines;
}

export function mentionsPerson(blocks: readonly Block[], userId: string): boolean {
  return blocks.some((block) =>
    inlinesOf(block).some((inline) => inline.type === 'mention' && inline.userId === userId),
  );
}

/**
 * One text longer than anybody reads in passing: what a person wrote or quoted. Steps, lists and histories are many short
 * ones; somebody asked for them, so they are never folded.
 */
export function isLong(blocks: readonly Block[]): boolean {
  return blocks
    .flatMap(inlinesOf)
    .map((inline) => (inline.type === 'mention' ? inline.name : inline.text))
    .some((text) => text.length > 1_200 || text.split('\n').length > 40);
}
