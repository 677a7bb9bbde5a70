import { DWClient, type DWClientDownStream } from 'dingtalk-stream';
import type WebSocket from 'ws';
import { callPlatform } from '../../src/connection/call-platform.ts';
import { Rejected } from '../../src/connection/supervisor.ts';
import type { DingtalkConfig } from './config.ts';
import { requestTimeoutMs } from './limits.ts';
import { frame, gatewayAnswer, parseJson, problemAnswer, type Frame } from './payloads.ts';

export const robotTopic = '/v1.0/im/bot/messages/get';
export const cardTopic = '/v1.0/card/instances/callback';

export type StreamListener = {
  /** Anything at all came from DingTalk. */
  heard(): void;
  /** This connection gets nothing more and will be closed in a few seconds. */
  expiring(): void;
  callback(frame: Frame): void;
  malformed(): void;
};

/** What the SDK keeps to itself. */
type Inside = { socket: WebSocket | undefined; dw_url: string };

/**
 * The SDK's client for one connection, its own reconnection off. Changed: base address, guarded parsing (upstream a malformed
 * frame ends the process), subscriptions of its own (upstream one array serves all clients), nothing on the console.
 */
export class StreamClient extends DWClient {
  readonly #config: DingtalkConfig;
  readonly #listener: StreamListener;

  constructor(config: DingtalkConfig, listener: StreamListener) {
    super({ clientId: config.clientId, clientSecret: config.clientSecret.reveal(), keepAlive: false });
    this.config.autoReconnect = false;
    // No events: of those DingTalk offers none concerns us, and each would count against the month's pushes.
    this.config.subscriptions = [robotTopic, cardTopic].map((topic) => ({ type: 'CALLBACK', topic }));
    this.#config = config;
    this.#listener = listener;
  }

  /** The SDK's own, which it declares private. */
  get socket_(): WebSocket | undefined {
    return (this as unknown as Inside).socket;
  }

  /** @throws Rejected where the keys are wrong or the app may not; anything else passes. */
  override async getEndpoint(): Promise<this> {
    const { clientId, clientSecret, apiUrl } = this.#config;
    const answer = await callPlatform(`${apiUrl}/v1.0/gateway/connections/open`, {
      method: 'POST',
      // Without it the answer is XML.
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({
        clientId,
        clientSecret: clientSecret.reveal(),
        ua: 'bangban',
        subscriptions: this.config.subscriptions,
      }),
      timeoutMs: requestTimeoutMs - 1_000,
    });
    if (answer.type !== 'answer') throw new Error(`DingTalk's gateway: ${answer.reason}`);
    const problem = problemAnswer.safeParse(answer.body ?? {});
    const told = problem.success ? problem.data : {};
    const code = String(told.code ?? (told.errcode ? told.errcode : ''));
    const said = [`HTTP ${answer.status}`, code, told.message ?? told.errmsg ?? '']
      .filter((part) => part !== '')
      .join(' ')
      .slice(0, 200);
    const read = gatewayAnswer.safeParse(answer.body);
    if (answer.status === 200 && read.success) {
      const { endpoint, ticket } = read.data;
      (this as unknown as Inside).dw_url = `${endpoint}?ticket=${encodeURIComponent(ticket)}`;
      return this;
    }
    const passes = answer.status >= 500 || answer.status === 429 || /limit/i.test(code);
    if (passes) throw new Error(`DingTalk's gateway answered ${said}`);
    throw new Rejected(
      `channels.dingtalk.clientId and clientSecret: DingTalk's gateway answered ${said}; ` +
        'copy both again from the app, and check that its robot uses Stream mode and a version is published',
    );
  }

  override _connect(): Promise<void> {
    const opened = super._connect();
    const socket = this.socket_;
    // The SDK writes to the console while the socket says these; its listeners were added first and run in between.
    for (const event of ['open', 'error'] as const) {
      if (!socket) break;
      let put = (): void => undefined;
      socket.prependListener(event, () => {
        put = muteConsole();
      });
      socket.on(event, () => {
        put();
      });
    }
    return opened;
  }

  override onDownStream(data: string | Buffer): void {
    this.#listener.heard();
    const read = frame.safeParse(parseJson(String(data)));
    if (!read.success) {
      this.#listener.malformed();
      return;
    }
    try {
      super.onDownStream(String(data));
    } catch {
      // A listener that throws within a socket's event ends the process.
      this.#listener.malformed();
    }
  }

  override onSystem(downstream: DWClientDownStream): void {
    super.onSystem(downstream);
    if (downstream.headers.topic === 'disconnect') this.#listener.expiring();
  }

  override onCallback(message: DWClientDownStream): void {
    const read = frame.safeParse(message);
    if (read.success) this.#listener.callback(read.data);
  }

  /** We have it: DingTalk does not push it again. Nothing happens on a socket that is gone; then it is pushed again. */
  acknowledge(messageId: string): void {
    this.socketCallBackResponse(messageId, {});
  }
}

function muteConsole(): () => void {
  const { info, warn } = console;
  console.info = () => undefined;
  console.warn = () => undefined;
  return () => {
    console.info = info;
    console.warn = warn;
  };
}
