/** Longest message kept; more is cut with a mark, so that one paste cannot fill the database. */
export const maxMessageLength = 120_000;

/** Zero-width, bidirectional and control characters carry no meaning here and can disguise text. Tab and newline stay. */
export function cleanText(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}]/gu, (character) =>
    character === '\n' || character === '\t' || character === '\u200d' ? character : '',
  );
  const whole = visible.toWellFormed().trim();
  return whole.length > maxMessageLength ? `${whole.slice(0, maxMessageLength)}…` : whole;
}
