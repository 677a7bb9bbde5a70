import { isRecord, recall, remember } from './remembered.ts';

/** What stands in the boxes, per person and conversation: kept when one looks elsewhere, and over a reload. */

function isDrafts(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((draft) => typeof draft === 'string');
}

let drafts: Record<string, string> = recall('drafts', isDrafts, {});

export function draftOf(seat: string): string {
  return drafts[seat] ?? '';
}

export function keepDraft(seat: string, text: string): void {
  const others = Object.entries(drafts).filter(([other]) => other !== seat);
  drafts = Object.fromEntries(text === '' ? others : [...others, [seat, text]]);
  remember('drafts', drafts);
}
