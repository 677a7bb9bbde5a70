import { createCipheriv, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FakePlatform, Place } from '../fake-platform.ts';
import { seal, toXml, type CallbackKeys, type XmlFields } from './app-callback.ts';
import { createCompanyApi, type ApiFaults, type CompanyApi, type Member } from './company-api.ts';
import { createGateway, type Faults, type Gateway } from './gateway.ts';
import { createLedger, textOf, type Json, type Ledger, type Posted } from './ledger.ts';
import type { Choice } from './markup.ts';

export type WecomFakeOptions = {
  readonly identities?: 'both' | 'bot' | 'app';
  readonly clock?: () => number;
  /** Where the app's callback goes: our product's HTTP port. */
  readonly callbackUrl?: string;
  /** Group id → key of its robot. */
  readonly webhooks?: Readonly<Record<string, string>>;
};

export type SentFile = { readonly name: string; readonly bytes: Buffer; readonly kind: 'image' | 'file' };

export type WecomFake = FakePlatform & {
  readonly gateway: Gateway;
  readonly api: CompanyApi;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly apiFaults: ApiFaults;
  readonly keys: CallbackKeys;
  readonly wsUrl: string;
  readonly apiUrl: string;
  /** Somebody in the company who has never written to the bot. */
  addStranger(person: { readonly userId: string; readonly name: string; readonly visible?: boolean }): void;
  setCallback(url: string): void;
  /** Sends the app's callback; resolves to the status, 0 where nobody answered within 5 s. */
  callsBack(fields: XmlFields, options?: { readonly at?: number }): Promise<number>;
  /** Writes to the app instead of the bot. */
  saysToApp(userId: string, text: string, key?: string): Promise<boolean>;
  opensBot(userId: string): Promise<boolean>;
  thumbs(userId: string, place: Place, type: 1 | 2 | 3): Promise<boolean>;
  sends(
    userId: string,
    file: SentFile,
    options?: { readonly text?: string; readonly url?: string },
  ): Promise<boolean>;
  /** Presses by what the button means; false where no such button stands on that message. */
  pressesKey(userId: string, messageName: string, action: string, key?: string): Promise<boolean>;
  /** What stands there, as WeCom got it. */
  posted(place: Place): readonly Posted[];
};

const bot = { botId: 'aibFAKEbot', secret: 'fake-bot-secret' };
const app = { corpId: 'wwfakecorp', agentId: 1_000_002, secret: 'fake-app-secret' };
const botName = '帮办';

/** WeCom on loopback: the long connection of the intelligent bot and the company's API, each with its faults. */
export async function startWecomFake(options: WecomFakeOptions = {}): Promise<WecomFake> {
  const clock = options.clock ?? Date.now;
  const identities = options.identities ?? 'both';
  const webhooks = new Map(Object.entries(options.webhooks ?? {}));
  const ledger = createLedger(clock);
  const members = new Map<string, Member>();
  const wrote = new Set<string>();
  const groups = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  const files = new Map<string, { bytes: Buffer; name: string }>();
  const faults: Faults = {
    down: false,
    silentAuth: false,
    deaf: false,
    refuse: { code: 0, count: 0 },
    loseReceipts: 0,
    repliesOver: false,
  };
  const apiFaults: ApiFaults = {
    down: false,
    codes: new Map(),
    breakOff: new Set(),
    delays: new Map(),
    badGateway: new Set(),
  };
  const keys: CallbackKeys = {
    corpId: app.corpId,
    agentId: app.agentId,
    token: 'fakeToken',
    encodingAesKey: randomBytes(32).toString('base64').replace('=', ''),
  };
  let callbackUrl = options.callbackUrl;
  let count = 0;

  const api = createCompanyApi({ app, webhooks, members, ledger, faults: apiFaults, clock });
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    if (file) {
      response.setHeader(
        'content-disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      );
      response.end(file.bytes);
      return;
    }
    api.handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `127.0.0.1:${port}`;

  const gateway = createGateway({
    server,
    bot,
    ledger,
    faults,
    clock,
    // Only to people and groups that have spoken to the bot.
    mayPush: (chatid, chatType) =>
      chatType === 1
        ? wrote.has(chatid)
          ? `@${chatid}`
          : undefined
        : groups.has(chatid)
          ? chatid
          : undefined,
    after: (ms, then) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        then();
      }, ms);
      timers.add(timer);
    },
  });

  const chat = (userId: string, place: Place): Json =>
    place.startsWith('@')
      ? { chattype: 'single', from: { userid: userId } }
      : { chattype: 'group', chatid: place, from: { userid: userId } };

  const event = (userId: string, place: Place, key: string | undefined, body: Json): Json => ({
    msgid: `E${key ?? (count += 1)}`,
    create_time: Math.floor(clock() / 1_000),
    ...chat(userId, place),
    msgtype: 'event',
    event: body,
  });

  const known = (userId: string): void => {
    if (!members.has(userId)) throw new Error(`${userId} is nobody here: addPerson first`);
  };

  async function press(
    userId: string,
    posted: Posted,
    { key, option }: Choice,
    eventKey?: string,
  ): Promise<boolean> {
    const taskId = textOf(posted.card?.['task_id']);
    const cardType = textOf(posted.card?.['card_type']);
    if (posted.by === 'app') {
      const chosen: XmlFields =
        option === null
          ? {}
          : { SelectedItems: { SelectedItem: { QuestionKey: 'choice', OptionIds: { OptionId: option } } } };
      const status = await fake.callsBack({
        ToUserName: app.corpId,
        FromUserName: userId,
        CreateTime: Math.floor(clock() / 1_000),
        MsgType: 'event',
        Event: 'template_card_event',
        EventKey: key,
        TaskId: taskId,
        CardType: cardType,
        ResponseCode: api.newCode(taskId),
        AgentID: app.agentId,
        ...chosen,
      });
      return status === 200;
    }
    const selected =
      option === null
        ? {}
        : {
            selected_items: {
              selected_item: [{ question_key: 'choice', option_ids: { option_id: [option] } }],
            },
          };
    const body = event(userId, posted.place, eventKey, {
      eventtype: 'template_card_event',
      template_card_event: { card_type: cardType, event_key: key, task_id: taskId, ...selected },
    });
    return gateway.push('aibot_event_callback', body, { kind: 'click', place: posted.place, taskId });
  }

  const fake: WecomFake = {
    channel: 'wecom',
    gateway,
    api,
    ledger,
    faults,
    apiFaults,
    keys,
    wsUrl: `ws://${origin}`,
    apiUrl: `http://${origin}`,
    yaml: yamlOf(identities, origin, webhooks.size > 0),
    env: {
      WECOM_BOT_SECRET: bot.secret,
      WECOM_APP_SECRET: app.secret,
      WECOM_APP_TOKEN: keys.token,
      WECOM_APP_ENCODING_AES_KEY: keys.encodingAesKey,
      WECOM_GROUP_WEBHOOKS: [...webhooks].map(([group, key]) => `${group}=${key}`).join(','),
    },
    addPerson({ userId, name, email }) {
      members.set(userId, { userId, name, email: email ?? null, department: '信息部', visible: true });
      wrote.add(userId);
    },
    addStranger({ userId, name, visible = true }) {
      members.set(userId, { userId, name, email: null, department: '财务部', visible });
    },
    addGroup(groupId) {
      groups.add(groupId);
    },
    setCallback(url) {
      callbackUrl = url;
    },

    async says(userId, place, text, { key, addressed = true } = {}) {
      known(userId);
      const isGroup = !place.startsWith('@');
      // A group's message that does not mention the bot never reaches it.
      if (isGroup && !addressed) return false;
      if (isGroup && !groups.has(place)) throw new Error(`the bot is not in ${place}: addGroup first`);
      wrote.add(userId);
      const body = {
        msgid: `M${key ?? (count += 1)}`,
        create_time: Math.floor(clock() / 1_000),
        ...chat(userId, place),
        response_url: `http://${origin}/cgi-bin/aibot/response?response_code=x`,
        msgtype: 'text',
        text: { content: isGroup ? `@${botName} ${text}` : text },
      };
      return gateway.push('aibot_msg_callback', body, { kind: 'message', place, taskId: null });
    },

    async presses(userId, place, label) {
      known(userId);
      const newest = [...ledger.posted].reverse().filter((posted) => posted.place === place);
      for (const posted of newest) {
        const choice = ledger.choices(posted).find((one) => one.label === label);
        if (choice) return press(userId, posted, choice);
        const typed = typedAlias(posted.markdown ?? '', label);
        if (typed !== undefined) return fake.says(userId, place, typed);
      }
      return false;
    },

    async pressesKey(userId, messageName, action, key) {
      const posted = ledger.posted.find(
        ({ card }) => textOf(card?.['task_id']).split('@')[0] === messageName,
      );
      const choice = posted && ledger.choices(posted).find((one) => (one.option ?? one.key) === action);
      return posted && choice ? press(userId, posted, choice, key) : false;
    },

    opensBot: (userId) =>
      gateway.push(
        'aibot_event_callback',
        event(userId, `@${userId}`, undefined, { eventtype: 'enter_chat' }),
        {
          kind: 'opened',
          place: `@${userId}`,
          taskId: null,
        },
      ),

    async thumbs(userId, place, type) {
      const posted = [...ledger.posted]
        .reverse()
        .find((one) => one.place === place && one.feedbackId !== null);
      if (!posted) return false;
      const body = event(userId, place, undefined, {
        eventtype: 'feedback_event',
        feedback_event: { id: posted.feedbackId, type },
      });
      return gateway.push('aibot_event_callback', body, { kind: 'click', place, taskId: null });
    },

    async sends(userId, file, { text, url } = {}) {
      known(userId);
      wrote.add(userId);
      const key = randomBytes(32);
      const path = `/files/${(count += 1)}`;
      files.set(path, { bytes: encryptFile(file.bytes, key), name: file.name });
      const media = { url: url ?? `http://${origin}${path}`, aeskey: key.toString('base64') };
      const base = {
        msgid: `M${(count += 1)}`,
        create_time: Math.floor(clock() / 1_000),
        ...chat(userId, `@${userId}`),
      };
      const content =
        text === undefined
          ? { msgtype: file.kind, [file.kind]: media }
          : {
              msgtype: 'mixed',
              mixed: {
                msg_item: [
                  { msgtype: 'text', text: { content: text } },
                  { msgtype: 'image', image: media },
                ],
              },
            };
      return gateway.push(
        'aibot_msg_callback',
        { ...base, ...content },
        { kind: 'message', place: `@${userId}`, taskId: null },
      );
    },

    async saysToApp(userId, text, key) {
      const status = await fake.callsBack({
        ToUserName: app.corpId,
        FromUserName: userId,
        CreateTime: Math.floor(clock() / 1_000),
        MsgType: 'text',
        Content: text,
        MsgId: key ?? String((count += 1)),
        AgentID: app.agentId,
      });
      return status === 200;
    },

    async callsBack(fields, { at = clock() } = {}) {
      if (callbackUrl === undefined) throw new Error('nobody is called back: setCallback first');
      const { query, body } = seal(keys, toXml(fields), at);
      try {
        const response = await fetch(`${callbackUrl}?${query.toString()}`, {
          method: 'POST',
          headers: { 'content-type': 'text/xml' },
          body,
          // Nothing within 5 s counts as lost, and is sent again three times.
          signal: AbortSignal.timeout(5_000),
        });
        const answer = await response.text();
        if (response.status === 200 && answer !== '')
          ledger.violate(`a callback answered with "${answer.slice(0, 40)}"`);
        return response.status;
      } catch {
        return 0;
      }
    },

    posted: (place) => ledger.posted.filter((one) => one.place === place),
    shown: (place) => ledger.shown(place),
    connections: () => gateway.live(),
    disconnect() {
      gateway.disconnect();
    },
    goDown() {
      faults.down = true;
      apiFaults.down = true;
      gateway.disconnect();
    },
    comeBack() {
      faults.down = false;
      apiFaults.down = false;
    },
    violations: () => ledger.violations,
    async close() {
      for (const timer of timers) clearTimeout(timer);
      gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}

/** The block of bot.config.yaml. */
function yamlOf(identities: 'both' | 'bot' | 'app', origin: string, withWebhooks: boolean): string {
  const botBlock = `  bot:
    botId: ${bot.botId}
    secret: \${WECOM_BOT_SECRET}
    wsUrl: ws://${origin}
`;
  const appBlock = `  app:
    corpId: ${app.corpId}
    agentId: '${app.agentId}'
    secret: \${WECOM_APP_SECRET}
    token: \${WECOM_APP_TOKEN}
    encodingAesKey: \${WECOM_APP_ENCODING_AES_KEY}
    apiUrl: http://${origin}
`;
  return `wecom:
  enabled: true
${identities === 'app' ? '' : botBlock}${identities === 'bot' ? '' : appBlock}${withWebhooks ? '  groupWebhooks: ${WECOM_GROUP_WEBHOOKS}\n' : ''}`;
}

/** A file's own key, padded to 32 bytes (101463, decryption of media). */
function encryptFile(bytes: Buffer, key: Buffer): Buffer {
  const padding = 32 - (bytes.length % 32);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(Buffer.concat([bytes, Buffer.alloc(padding, padding)])),
    cipher.final(),
  ]);
}

/** What a person would type, where a list tells them: `1. VPN` or `认领：回复「认领 T-1」`. */
function typedAlias(markdown: string, label: string): string | undefined {
  for (const line of markdown.replaceAll('\u200b', '').split('\n')) {
    const numbered = /^(\d+)\. (.*)$/u.exec(line);
    if (numbered?.[2] === label) return numbered[1];
    const told = /^- (.+?)(?:：回复「(.+)」|：回覆「(.+)」|: reply “(.+)”)$/u.exec(line);
    if (told?.[1] === label) return told[2] ?? told[3] ?? told[4];
  }
  return undefined;
}
