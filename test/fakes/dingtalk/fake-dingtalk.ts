import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { systemClock, type Clock } from '../../../src/kernel/clock.ts';
import type { FakePlatform } from '../fake-platform.ts';
import { problem, type Answer } from './answers.ts';
import { FakeApi, type Call, type FakeApp } from './api.ts';
import { FakeGateway } from './gateway.ts';
import { FakeState, type FakeMessage } from './state.ts';

export type FakeDingtalkOptions = {
  /** null: without a card template. */
  readonly cardTemplateId?: string | null;
  /** The clock its limits go by: the product's, where that one is turned. */
  readonly clock?: Clock;
  /** How long we may take to acknowledge; the platform pushes again after about 60 s. */
  readonly deadlineMs?: number;
  /** How long a session webhook lives; 0: messages bring none. */
  readonly sessionMs?: number;
};

export type FakeDingtalk = FakePlatform & {
  readonly url: string;
  readonly app: FakeApp;
  readonly api: FakeApi;
  readonly gateway: FakeGateway;
  readonly state: FakeState;
  readonly sentTo: (place: string) => readonly FakeMessage[];
  /** A robot message as somebody's client made it. */
  pushMessage(data: Record<string, unknown>, messageId?: string): Promise<boolean>;
  /** Presses a button of a card by what is on it; false where there is none such. */
  pressAction(userId: string, messageId: string, action: string, key: string): Promise<boolean>;
  /** What the gateway was asked, by answer. */
  readonly opens: { count: number; refused: number; subscriptions: unknown[] };
  /** A robot message of theirs, to be changed. */
  messageOf(userId: string, place: string, key: string): Record<string, unknown>;
};

export const corpId = 'dingcorp1';
const robotUser = '$:LWCP_v1:$robot';

/** DingTalk on loopback: gateway, REST APIs and its clients' reading of what it is sent. */
export async function startFakeDingtalk(options: FakeDingtalkOptions = {}): Promise<FakeDingtalk> {
  const {
    cardTemplateId = 'tpl-1.schema',
    clock = systemClock,
    deadlineMs = 2_000,
    sessionMs = 5_400_000,
  } = options;
  const app: FakeApp = {
    clientId: 'dingclient1',
    clientSecret: 'secret-of-the-app',
    robotCode: 'dingclient1',
    cardTemplateId,
    filtered: new Set(),
    flowControlled: new Set(),
  };
  const state = new FakeState();
  const api = new FakeApi(app, state, clock);
  const opens = { count: 0, refused: 0, subscriptions: [] as unknown[] };
  let down = false;
  let keys = 0;

  const server = createServer((request, response) => {
    void serve(request, response);
  });
  const gateway = new FakeGateway(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (down) {
      response.writeHead(503).end();
      return;
    }
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const bytes = Buffer.concat(parts);
    const target = new URL(request.url ?? '/', url);
    const headers = new Headers(request.headers as Record<string, string>);
    const type = headers.get('content-type') ?? '';
    if (request.method === 'GET') {
      sendFile(target, response);
      return;
    }
    const call: Call = {
      method: request.method ?? '',
      url: target,
      headers,
      body: type.includes('json') ? JSON.parse(bytes.toString()) : null,
    };
    let answer: Answer | 'cut';
    if (target.pathname === '/v1.0/gateway/connections/open') answer = openConnection(call);
    else if (type.startsWith('multipart/form-data')) answer = uploaded(call, bytes, type);
    else answer = api.answer(call);
    if (answer === 'cut') {
      response.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(JSON.stringify(answer.body));
  }

  /** One part, named `media`. */
  function uploaded(call: Call, bytes: Buffer, type: string): Answer {
    const boundary = /boundary=([^;]+)/.exec(type)?.[1] ?? '';
    const head = bytes.indexOf('\r\n\r\n');
    const name = /name="media"; filename="([^"]*)"/.exec(bytes.subarray(0, head).toString())?.[1];
    const end = bytes.indexOf(`\r\n--${boundary}`, head);
    if (name === undefined || end < 0) return problem(400, 'param.error', '没有文件');
    const kind = call.url.searchParams.get('type') === 'image' ? 'image' : 'file';
    return api.upload(call, kind, name, end - head - 4);
  }

  function sendFile(target: URL, response: ServerResponse): void {
    const file = state.files.get(target.pathname.replace('/files/', ''));
    if (!file) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': file.mimeType }).end(file.bytes);
  }

  function openConnection({ headers, body }: Call): Answer {
    const instead = api.instead.get('/v1.0/gateway/connections/open')?.shift();
    if (typeof instead === 'object') {
      opens.refused += 1;
      return instead;
    }
    const { clientId, clientSecret, subscriptions } = body as Record<string, unknown>;
    // Without it the platform answers in XML.
    if (headers.get('accept') !== 'application/json')
      state.violated('the gateway was asked without Accept: application/json');
    opens.subscriptions.push(subscriptions);
    if (clientId !== app.clientId || clientSecret !== app.clientSecret) {
      opens.refused += 1;
      return problem(401, 'authFailed', '鉴权失败');
    }
    opens.count += 1;
    return {
      status: 200,
      body: { endpoint: `ws://127.0.0.1:${port}/connect`, ticket: gateway.issueTicket() },
    };
  }

  function messageOf(userId: string, place: string, key: string): Record<string, unknown> {
    const person = state.people.get(userId);
    if (!person) throw new Error(`nobody was added as ${userId}`);
    const isDirect = place.startsWith('@');
    const now = clock();
    const { session, until } = sessionMs > 0 ? api.openSession(place, sessionMs) : { session: '', until: 0 };
    return {
      conversationId: isDirect ? `cid-of-${userId}` : place,
      chatbotCorpId: corpId,
      chatbotUserId: robotUser,
      msgId: `msg-${key}`,
      senderNick: person.name,
      isAdmin: false,
      senderStaffId: userId,
      createAt: now,
      senderCorpId: corpId,
      conversationType: isDirect ? '1' : '2',
      senderId: `$:LWCP_v1:$${userId}`,
      robotCode: app.robotCode,
      ...(sessionMs > 0
        ? {
            sessionWebhook: `${url}/robot/sendBySession?session=${session}`,
            sessionWebhookExpiredTime: until,
          }
        : {}),
      ...(isDirect
        ? {}
        : { conversationTitle: 'IT群', isInAtList: true, atUsers: [{ dingtalkId: robotUser }] }),
    };
  }

  function pushMessage(
    data: Record<string, unknown>,
    messageId = `frame-${String(data['msgId'])}`,
  ): Promise<boolean> {
    return gateway.push(
      { type: 'CALLBACK', topic: '/v1.0/im/bot/messages/get', messageId, data },
      deadlineMs,
    );
  }

  const says: FakePlatform['says'] = (userId, place, text, { key, addressed = true } = {}) => {
    // In groups a robot gets nothing it is not mentioned in.
    if (!place.startsWith('@') && !addressed) return Promise.resolve(true);
    // Its own mention is cut out, the space behind it is not.
    const content = place.startsWith('@') ? text : ` ${text}`;
    const message = messageOf(userId, place, key ?? `k${(keys += 1)}`);
    return pushMessage({ ...message, msgtype: 'text', text: { content } });
  };

  function pressCard(userId: string, message: FakeMessage, action: string, key: string): Promise<boolean> {
    const isDirect = message.place.startsWith('@');
    const data = {
      type: 'actionCallback',
      outTrackId: message.outTrackId,
      corpId,
      userId,
      userIdType: 1,
      spaceType: isDirect ? 'IM_ROBOT' : 'IM_GROUP',
      spaceId: isDirect ? userId : message.place,
      extension: '{}',
      content: JSON.stringify({ cardPrivateData: { actionIds: [action], params: { action } } }),
    };
    return gateway.push(
      { type: 'CALLBACK', topic: '/v1.0/card/instances/callback', messageId: key, data },
      deadlineMs,
    );
  }

  return {
    channel: 'dingtalk',
    yaml: [
      'dingtalk:',
      '  enabled: true',
      `  clientId: ${app.clientId}`,
      '  clientSecret: ${DINGTALK_CLIENT_SECRET}',
      `  apiUrl: ${url}`,
      `  oapiUrl: ${url}`,
      ...(cardTemplateId === null ? [] : [`  cardTemplateId: ${cardTemplateId}`]),
    ].join('\n'),
    env: { DINGTALK_CLIENT_SECRET: app.clientSecret },
    url,
    app,
    api,
    gateway,
    state,
    opens,
    messageOf,
    pushMessage,
    sentTo: (place) => state.messages.filter((message) => message.place === place),
    addPerson: ({ userId, name, email }) => {
      state.people.set(userId, { userId, name, ...(email === undefined ? {} : { email }) });
    },
    addGroup: (groupId) => {
      state.groups.add(groupId);
    },
    says,
    pressAction(userId, messageId, action, key) {
      const card = state.messages.find(({ outTrackId }) => `card:${outTrackId ?? ''}` === messageId);
      const button = card?.buttons.find((one) => one.type === 'action' && one.action === action);
      return card && button ? pressCard(userId, card, action, key) : Promise.resolve(false);
    },
    async presses(userId, place, label) {
      const message = state
        .visibleIn(place, userId)
        .findLast((one) => state.buttonsOf(one).some((button) => button.label === label));
      const button = message && state.buttonsOf(message).find((one) => one.label === label);
      if (!message || !button) return false;
      const key = `press-${(keys += 1)}`;
      return button.type === 'words'
        ? says(userId, place, button.words, { key })
        : pressCard(userId, message, button.action, key);
    },
    shown: (place, viewer) => state.visibleIn(place, viewer).map((message) => state.shown(message)),
    connections: () => gateway.count(),
    disconnect: () => {
      gateway.cut();
    },
    goDown: () => {
      down = true;
      gateway.refuseSockets = 503;
      gateway.cut();
    },
    comeBack: () => {
      down = false;
      gateway.refuseSockets = null;
    },
    violations: () => [...new Set(state.violations)],
    async close() {
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
