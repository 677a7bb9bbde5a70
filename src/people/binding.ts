/** A one-time code on its way: whoever asked on one platform proves with it to be `targetId`, who reads it on another. */
export type BindingRequest = {
  readonly askerId: string;
  /** null: there is nobody such, or nobody who can be sent a code. It looks and behaves the same; no code fits. */
  readonly targetId: string | null;
  readonly salt: string;
  readonly codeHash: string;
  readonly triesLeft: number;
  readonly expiresAt: number;
};

export const codeLivesMs = 10 * 60_000;
export const codeTries = 5;
/** Codes one person may ask for in an hour, and codes a person may be sent in a day by all askers together. */
export const asksPerHour = 3;
export const codesPerDay = 5;

/** When the next code may be asked for; null: now. `asked`: instants of the last hour, oldest first. */
export function mayAskAgainAt(asked: readonly number[]): number | null {
  const oldest = asked.at(-asksPerHour);
  return oldest === undefined ? null : oldest + 3_600_000;
}

export type BindingVerdict = 'bound' | 'wrong' | 'spent' | 'late';

/** What a typed code comes to. `fits` is asked only where it matters. */
export function judgeCode(request: BindingRequest, now: number, fits: () => boolean): BindingVerdict {
  if (now >= request.expiresAt) return 'late';
  if (request.triesLeft <= 0) return 'spent';
  if (fits() && request.targetId !== null) return 'bound';
  return request.triesLeft === 1 ? 'spent' : 'wrong';
}

/** Six digits, as people type them: full-width, with a space or a dash in the middle. */
export function findCode(text: string): string | undefined {
  return /^(\d{3})[\s-]?(\d{3})$/.exec(text.normalize('NFKC').trim())?.slice(1).join('');
}
