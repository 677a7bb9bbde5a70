/**
 * What the core keeps as a message's id, so that a card can be found again after a restart: who sent it, its name, and for
 * the app's cards the code that repaints it once.
 *
 * `bot:<name>`, `app:<name>`, `app:<name>:<response code>`. The card's task_id is the name; a card that replaces it is
 * `<name>@<number>`, so that pressing it still means the first one.
 */
export type MessageRef = {
  readonly by: 'bot' | 'app';
  readonly name: string;
  readonly responseCode: string | null;
};

export function renderMessageId({ by, name, responseCode }: MessageRef): string {
  return responseCode === null ? `${by}:${name}` : `${by}:${name}:${responseCode}`;
}

export function parseMessageId(messageId: string): MessageRef | undefined {
  const match = /^(bot|app):([\w@-]+)(?::(.+))?$/su.exec(messageId);
  const [, by, name, responseCode = null] = match ?? [];
  if ((by !== 'bot' && by !== 'app') || name === undefined) return undefined;
  return { by, name, responseCode };
}

/** task_id takes letters, digits and `_-@`, 128 bytes (101032). */
export function taskName(id: string): string {
  return id.replace(/[^\w-]/gu, '').slice(0, 64);
}

export function replacementName(name: string, id: string): string {
  return `${originalName(name)}@${taskName(id).slice(0, 12)}`;
}

/** The message whose card this is, or stands for. */
export function originalName(taskId: string): string {
  return taskId.split('@')[0] ?? taskId;
}
