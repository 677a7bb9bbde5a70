const pattern = /^(?:t-?|#)?(\d{1,9})$/i;

export function ticketReference(number: number): string {
  return `T-${number}`;
}

/** `T-12`, `t12`, `#12`, `12`, full-width forms too → 12; undefined for anything else. */
export function findTicketNumber(text: string): number | undefined {
  const match = pattern.exec(text.normalize('NFKC').trim());
  const number = Number(match?.[1]);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
