import { redact } from '../kernel/redact.ts';

/** Texts with what is private taken out, and the way back. */
export type Masked = {
  readonly texts: Readonly<Record<string, string>>;
  /** Puts back what the placeholders in a string stand for; what the model made up stays as it is. */
  readonly unmask: (text: string) => string;
};

/** Looks like nothing people type. */
const placeholder = (kind: string, number: number): string => `⟦${kind}-${number}⟧`;

/** The same secret has the same placeholder in all texts. */
export function mask(texts: Readonly<Record<string, string>>, names: readonly string[]): Masked {
  const originals = new Map<string, string>();
  const known = new Map<string, string>();
  const counts = new Map<string, number>();
  const maskOne = (text: string): string => {
    // Signs of ours in somebody's text would be put back as somebody else's secret.
    const cleaned = text.replace(/[⟦⟧]/g, '');
    const { found } = redact(cleaned, names, () => '');
    const signs = found.map(({ kind, text: secret }) => {
      const before = known.get(`${kind} ${secret}`);
      if (before !== undefined) return before;
      const number = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, number);
      const sign = placeholder(kind, number);
      known.set(`${kind} ${secret}`, sign);
      originals.set(sign, secret);
      return sign;
    });
    const numbers = new Map<string, number>();
    const byKind = new Map<string, string[]>();
    found.forEach(({ kind }, index) => {
      byKind.set(kind, [...(byKind.get(kind) ?? []), signs[index] ?? '']);
      numbers.set(kind, (numbers.get(kind) ?? 0) + 1);
    });
    return redact(cleaned, names, (kind, number) => byKind.get(kind)?.[number - 1] ?? '').text;
  };
  return {
    texts: Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, maskOne(text)])),
    unmask: (text) => text.replace(/⟦[a-z-]+-\d+⟧/g, (sign) => originals.get(sign) ?? sign),
  };
}

/** Every string of a JSON value. */
export function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((one) => mapStrings(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapStrings(one, change)]));
}
