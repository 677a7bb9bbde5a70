/** A sentence for whoever writes configuration or content, in both languages operators read. */
export type Words = { readonly zh: string; readonly en: string };

export function words(en: string, zh: string): Words {
  return { en, zh };
}

/** What needs no translation: a value, a name. */
export function same(text: string): Words {
  return { en: text, zh: text };
}
