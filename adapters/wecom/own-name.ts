/**
 * What the bot is called in its groups. WeCom tells neither its name nor who was mentioned: only the text, `@帮办 重置密码`.
 * But a group's message reaches us only if it mentions us, so a message with one mention tells the name.
 */
export type OwnName = {
  /** The text without our mention. */
  cutOut(text: string): string;
};

const mention = /@([^\s@\u2005]+)/gu;

export function createOwnName(): OwnName {
  let name: string | undefined;

  return {
    cutOut(text) {
      const named = [...text.matchAll(mention)].map(([, who = '']) => who);
      const [only] = named;
      if (named.length === 1 && only !== undefined) name = only;
      // Before the first plain message nobody knows better than: whoever is called first is us.
      const own =
        name !== undefined && named.includes(name)
          ? name
          : text.trimStart().startsWith('@')
            ? only
            : undefined;
      if (own === undefined) return text.trim();
      return text.replace(new RegExp(`@${escapeRegExp(own)}(?=[\\s\\u2005]|$)[\\s\\u2005]?`, 'u'), '').trim();
    },
  };
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/gu, '\\$&');
}
