/**
 * A place on a channel where people and the bot talk. A direct conversation is named by the other person,
 * because that is what we know before any platform has opened it.
 */
export type Conversation =
  | { readonly kind: 'direct'; readonly channel: string; readonly userId: string }
  | { readonly kind: 'group'; readonly channel: string; readonly groupId: string };

/** `web:@lin` (direct) or `web:desk` (group): stable, used as ordering key and in configuration. */
export function conversationKey(conversation: Conversation): string {
  return conversation.kind === 'direct'
    ? `${conversation.channel}:@${conversation.userId}`
    : `${conversation.channel}:${conversation.groupId}`;
}

/** The reverse of {@link conversationKey}; undefined where the text is not of that form. */
export function findConversation(key: string): Conversation | undefined {
  const match = /^([a-z][a-z0-9-]*):(@?)(\S+)$/.exec(key);
  if (!match) return undefined;
  const [, channel, at, id] = match;
  if (!channel || !id) return undefined;
  return at ? { kind: 'direct', channel, userId: id } : { kind: 'group', channel, groupId: id };
}
