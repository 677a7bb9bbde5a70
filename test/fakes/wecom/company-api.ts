import type { IncomingMessage, ServerResponse } from 'node:http';
import { isJson, jsonOf, textOf, type Json, type Ledger } from './ledger.ts';

export type Member = {
  readonly userId: string;
  readonly name: string;
  readonly email: string | null;
  readonly department: string;
  /** In the app's visible range. */
  readonly visible: boolean;
};

export type ApiFaults = {
  down: boolean;
  /** Path → the code the next so many calls are answered with. */
  readonly codes: Map<string, { code: number; count: number }>;
  /** Paths whose next call is carried out and never answered: the connection breaks off. */
  readonly breakOff: Set<string>;
  /** Paths whose calls wait so many milliseconds. */
  readonly delays: Map<string, number>;
  /** Paths answered with 502 and a page of a proxy's. */
  readonly badGateway: Set<string>;
};

export type CompanyApi = {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Every token there is has expired: 42001. */
  expireTokens(): void;
  readonly calls: Map<string, number>;
  readonly menu: () => Json | undefined;
  keepMedia(bytes: Buffer, name: string): string;
  /** A fresh response_code for a card somebody has pressed. */
  newCode(taskId: string): string;
};

export type CompanyApiOptions = {
  readonly app: { readonly corpId: string; readonly agentId: number; readonly secret: string };
  readonly webhooks: ReadonlyMap<string, string>;
  readonly members: ReadonlyMap<string, Member>;
  readonly ledger: Ledger;
  readonly faults: ApiFaults;
  readonly clock: () => number;
};

const departmentId = (name: string): number =>
  Array.from(name).reduce((sum, sign) => sum + (sign.codePointAt(0) ?? 0), 0);

/** https://qyapi.weixin.qq.com/cgi-bin: gettoken (91039), message/send (90236), user/get (90196), media (90253, 90254). */
export function createCompanyApi(options: CompanyApiOptions): CompanyApi {
  const { app, members, ledger, faults, clock } = options;
  const tokens = new Map<string, number>();
  const calls = new Map<string, number>();
  const media = new Map<string, { bytes: Buffer; name: string }>();
  /** response_code → card; each good once. */
  const codes = new Map<string, string>();
  /** What was sent with enable_duplicate_check, as it was. */
  const checked = new Set<string>();
  let menu: Json | undefined;
  let count = 0;

  function newCode(taskId: string): string {
    const code = `code${(count += 1)}:${clock()}`;
    codes.set(code, taskId);
    return code;
  }

  function send(body: Json, raw: string): Json {
    if (body['agentid'] !== app.agentId) return { errcode: 301_002 };
    if (body['enable_duplicate_check'] === 1) {
      if (checked.has(raw)) return { errcode: 0, errmsg: 'ok' };
      checked.add(raw);
    }
    const userId = textOf(body['touser']);
    if (members.get(userId)?.visible !== true)
      return { errcode: 81_013, errmsg: 'user & party & tag all invalid' };
    const type = textOf(body['msgtype']);
    const content = jsonOf(body[type]);
    const base = {
      place: `@${userId}`,
      by: 'app',
      markdown: null,
      card: null,
      file: null,
      feedbackId: null,
    } as const;
    switch (type) {
      case 'text':
      case 'markdown':
        ledger.post({ ...base, markdown: textOf(content['content']) });
        return { errcode: 0 };
      case 'template_card': {
        ledger.post({ ...base, card: content });
        return { errcode: 0, response_code: newCode(textOf(content['task_id'])) };
      }
      case 'file':
      case 'image': {
        const file = media.get(textOf(content['media_id']));
        if (!file) return { errcode: 40_007 };
        ledger.post({ ...base, file });
        return { errcode: 0 };
      }
      default:
        return { errcode: 40_008 };
    }
  }

  function update(body: Json): Json {
    const code = textOf(body['response_code']);
    const taskId = codes.get(code);
    const card = jsonOf(body['template_card']);
    if (taskId === undefined) return { errcode: 40_058 };
    codes.delete(code);
    const posted = ledger.findCard(taskId);
    if (!posted || card['task_id'] !== taskId) return { errcode: 42_014 };
    ledger.repaint(posted, card);
    return { errcode: 0, invaliduser: [] };
  }

  function webhook(key: string, body: Json): Json {
    const group = [...options.webhooks].find(([, own]) => own === key)?.[0];
    if (group === undefined) return { errcode: 93_000 };
    if (body['msgtype'] !== 'markdown') return { errcode: 40_008 };
    const markdown = textOf(jsonOf(body['markdown'])['content']);
    ledger.post({ place: group, by: 'webhook', markdown, card: null, file: null, feedbackId: null });
    return { errcode: 0 };
  }

  function answer(path: string, query: URLSearchParams, body: Json, raw: string): Json {
    switch (path) {
      case '/message/send':
        return send(body, raw);
      case '/message/update_template_card':
        return update(body);
      case '/agent/get':
        return Number(query.get('agentid')) === app.agentId
          ? { errcode: 0, name: '帮办' }
          : { errcode: 301_002 };
      case '/user/get': {
        const member = members.get(query.get('userid') ?? '');
        // Since 2022 a new app is told no e-mail address (90196).
        return member
          ? {
              errcode: 0,
              name: member.name,
              main_department: departmentId(member.department),
              ...(member.email === null ? {} : { email: member.email }),
            }
          : { errcode: 60_111 };
      }
      case '/department/get': {
        const found = [...members.values()].find(
          ({ department }) => departmentId(department) === Number(query.get('id')),
        );
        return found ? { errcode: 0, department: { name: found.department } } : { errcode: 60_003 };
      }
      case '/menu/create':
        menu = body;
        return { errcode: 0 };
      default:
        return { errcode: 404 };
    }
  }

  return {
    calls,
    menu: () => menu,
    expireTokens() {
      tokens.clear();
    },
    keepMedia(bytes, name) {
      const id = `M${(count += 1)}`;
      media.set(id, { bytes, name });
      return id;
    },
    newCode,
    async handle(request, response) {
      const url = new URL(request.url ?? '/', 'http://fake');
      const path = url.pathname.replace(/^\/cgi-bin/u, '');
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const raw = Buffer.concat(parts);
      calls.set(path, (calls.get(path) ?? 0) + 1);
      const json = (body: Json): void => {
        if (faults.breakOff.delete(path)) {
          response.destroy();
          return;
        }
        response.setHeader('content-type', 'application/json').end(JSON.stringify({ errmsg: 'ok', ...body }));
      };
      const wait = faults.delays.get(path);
      if (wait !== undefined) await new Promise((resolve) => setTimeout(resolve, wait));
      if (faults.down || faults.badGateway.has(path)) {
        response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
        return;
      }
      const failing = faults.codes.get(path);
      if (failing && failing.count > 0) {
        failing.count -= 1;
        json({ errcode: failing.code });
        return;
      }
      if (path === '/webhook/send') {
        json(webhook(url.searchParams.get('key') ?? '', parseJson(raw)));
        return;
      }
      if (path === '/gettoken') {
        if (url.searchParams.get('corpid') !== app.corpId) json({ errcode: 40_013 });
        else if (url.searchParams.get('corpsecret') !== app.secret) json({ errcode: 40_001 });
        else {
          const token = `token${(count += 1)}`;
          tokens.set(token, clock() + 7_200_000);
          json({ errcode: 0, access_token: token, expires_in: 7_200 });
        }
        return;
      }
      const token = url.searchParams.get('access_token') ?? '';
      if (token === '') json({ errcode: 41_001 });
      else if ((tokens.get(token) ?? 0) <= clock())
        json({ errcode: token.startsWith('token') ? 42_001 : 40_014 });
      else if (path === '/media/get') {
        const file = media.get(url.searchParams.get('media_id') ?? '');
        if (!file) json({ errcode: 40_007 });
        else {
          response
            .setHeader('content-type', 'application/octet-stream')
            .setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
            .end(file.bytes);
        }
      } else if (path === '/media/upload') {
        const file = uploadedFile(raw, request.headers['content-type'] ?? '');
        if (!file || file.bytes.length < 5) json({ errcode: 40_006 });
        else {
          const id = `M${(count += 1)}`;
          media.set(id, file);
          json({ errcode: 0, media_id: id });
        }
      } else json(answer(path, url.searchParams, parseJson(raw), raw.toString()));
    },
  };
}

/** The part named `media` of a multipart body (90253). */
function uploadedFile(raw: Buffer, contentType: string): { bytes: Buffer; name: string } | undefined {
  const boundary = /boundary=(\S+)/u.exec(contentType)?.[1] ?? '';
  const start = raw.indexOf('\r\n\r\n');
  const end = raw.lastIndexOf(`\r\n--${boundary}--`);
  const head = raw.subarray(0, start).toString();
  const name = /name="media"; filename="([^"]*)"/u.exec(head)?.[1];
  return name === undefined || end < start ? undefined : { bytes: raw.subarray(start + 4, end), name };
}

function parseJson(raw: Buffer): Json {
  try {
    const value: unknown = JSON.parse(raw.toString());
    return isJson(value) ? value : {};
  } catch {
    return {};
  }
}
