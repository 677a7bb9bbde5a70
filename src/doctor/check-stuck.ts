import type { DatabaseInspection, DeadEvent, Stuck, StuckMessage } from '../store/inspect-database.ts';
import { age } from './age.ts';
import { warning, type Finding } from './check.ts';

/** What came in or was to go out and got stuck: counts by channel and the newest few, never a word of what was said. */
export function checkStuck({ stuck, deadEvents }: DatabaseInspection, now: number): Finding[] {
  return [...deadLetters(stuck, now), ...events(deadEvents, now)];
}

function deadLetters(stuck: Stuck<StuckMessage>, now: number): Finding[] {
  const total = sum(stuck);
  if (total === 0) return [];
  const counts = byChannel(stuck);
  return [
    warning(
      `${total} ${total === 1 ? 'message was' : 'messages were'} not delivered, or nobody knows (${counts}): npm run outbox -- list`,
      `${total} 条消息没有送达或不确定是否送达（${counts}）：npm run outbox -- list`,
    ),
    ...stuck.newest.map((one) => describeStuck(one, now)),
  ];
}

/** One stuck message as a line: id, place, age, what became of it. */
export function describeStuck(
  { id, conversationKey, state, createdAt, error }: StuckMessage,
  now: number,
): Finding {
  const old = age(now - createdAt);
  const [en, zh] =
    state === 'dead' ? ['given up', '发送失败'] : ['unknown whether it arrived', '不确定是否送达'];
  const reason = error === null ? '' : `: ${error}`;
  return warning(
    `message ${id} to ${conversationKey}, ${old.en}, ${en}${reason}`,
    `消息 ${id} → ${conversationKey}，${old.zh}，${zh}${reason}`,
  );
}

function events(deadEvents: Stuck<DeadEvent>, now: number): Finding[] {
  const total = sum(deadEvents);
  if (total === 0) return [];
  const counts = byChannel(deadEvents);
  return [
    warning(
      `${total} events could not be worked on (${counts}): see the log`,
      `${total} 个事件处理失败（${counts}）：请看日志`,
    ),
    ...deadEvents.newest.map(({ id, channel, receivedAt, errorCode }) => {
      const old = age(now - receivedAt);
      const code = errorCode === null ? '' : `: ${errorCode}`;
      return warning(
        `event ${id} from ${channel}, ${old.en}${code}`,
        `事件 ${id}，来自 ${channel}，${old.zh}${code}`,
      );
    }),
  ];
}

function sum({ counts }: Stuck<unknown>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function byChannel({ counts }: Stuck<unknown>): string {
  return Object.entries(counts)
    .map(([channel, count]) => `${channel} ${count}`)
    .join(', ');
}
