/**
 * The id of a message of ours: its ts, or where it took several of Slack's messages theirs, joined. An edit finds by it what to
 * repaint, a reply what to hang below.
 */
export function joinIds(timestamps: readonly string[]): string {
  return timestamps.join('+');
}

/** undefined where that is no id of ours. */
export function splitIds(messageId: string): readonly string[] | undefined {
  const parts = messageId.split('+');
  return parts.every((part) => /^\d{1,12}\.\d{1,9}$/.test(part)) ? parts : undefined;
}
