import type { Logger } from '../../src/kernel/logger.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import {
  createSupervisor,
  type Connection,
  type Ending,
  type Supervisor,
} from '../../src/connection/supervisor.ts';
import { schedule as realSchedule, type Schedule } from '../../src/connection/timers.ts';
import type { DingtalkConfig } from './config.ts';
import type { Frame } from './payloads.ts';
import { StreamClient } from './stream-client.ts';

export type Transport = Supervisor;

export type TransportParts = {
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  /** Something a person did; acknowledged by calling `acknowledge`. */
  readonly onCallback: (frame: Frame, acknowledge: () => void) => void;
  readonly onMalformed: () => void;
  readonly schedule?: Schedule;
};

/** DingTalk pings now and then; ours come every 30 s, so that silence means a dead line. */
const pingEveryMs = 30_000;
const deafAfterMs = 75_000;
/** A closing handshake nobody answers. */
const closeTimeoutMs = 2_000;

/** One connection to DingTalk's gateway, kept alive. */
export function createTransport(config: DingtalkConfig, parts: TransportParts): Transport {
  const { schedule = realSchedule } = parts;

  const dial = async ({ heard, signal }: { heard: () => void; signal: AbortSignal }): Promise<Connection> => {
    const expiring = Promise.withResolvers<undefined>();
    const client = new StreamClient(config, {
      heard,
      expiring: () => {
        expiring.resolve(undefined);
      },
      callback: (frame) => {
        parts.onCallback(frame, () => {
          client.acknowledge(frame.headers.messageId);
        });
      },
      malformed: parts.onMalformed,
    });
    await client.getEndpoint();
    signal.throwIfAborted();
    const opening = client._connect();
    const giveUp = (): void => {
      client.socket_?.terminate();
    };
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      await opening;
    } catch (error) {
      const status = error instanceof Error ? /\b\d{3}$/.exec(error.message)?.[0] : undefined;
      throw new Error(
        `DingTalk's gateway refused the socket${status === undefined ? '' : ` (HTTP ${status})`}`,
        { cause: error },
      );
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
    return connectionOf(client, heard, expiring.promise, schedule);
  };

  return createSupervisor({ ...parts, dial, deafAfterMs, schedule });
}

function connectionOf(
  client: StreamClient,
  heard: () => void,
  expiring: Promise<undefined>,
  schedule: Schedule,
): Connection {
  const socket = client.socket_;
  const ended = Promise.withResolvers<Ending>();
  if (!socket) throw new Error('the SDK made no socket');
  let cancelPing = (): void => undefined;
  const ping = (): void => {
    cancelPing = schedule(pingEveryMs, () => {
      if (socket.readyState === socket.OPEN) socket.ping();
      ping();
    });
  };
  socket.on('pong', heard);
  socket.once('close', (code: number) => {
    cancelPing();
    ended.resolve({ type: 'lost', reason: `DingTalk's gateway closed the socket (${code})` });
    socket.removeAllListeners();
    // What still may come of a socket that is gone is nobody's business.
    socket.on('error', () => undefined);
  });
  if (socket.readyState === socket.OPEN) ping();
  else ended.resolve({ type: 'lost', reason: "DingTalk's gateway closed the socket" });
  return {
    ended: ended.promise,
    expiring: expiring.then(() => undefined),
    async close() {
      cancelPing();
      socket.close(1000);
      const cancel = schedule(closeTimeoutMs, () => {
        socket.terminate();
      });
      await ended.promise;
      cancel();
    },
  };
}
