import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../src/kernel/clock.ts';
import { ok, oldProblem, problem, type Answer } from './answers.ts';
import { deliverCard, repaintCard, type CardApp } from './card-api.ts';
import { sendToGroup, sendToPeople, sendToSession } from './robot-api.ts';
import type { FakeState } from './state.ts';

export type FakeApp = CardApp & { readonly clientId: string; readonly clientSecret: string };
export type Call = {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: unknown;
};

type Session = { readonly place: string; readonly until: number; sent: number[]; blockedUntil: number };

/** The REST APIs, as strict as the platform's pages say and meaner where they say nothing. */
export class FakeApi {
  readonly #app: FakeApp;
  readonly #state: FakeState;
  readonly #clock: Clock;
  readonly #tokens = new Map<string, number>();
  readonly #sessions = new Map<string, Session>();
  readonly #perSecond = new Map<string, number[]>();
  /** Metered calls, as DingTalk counts them. */
  metered = 0;
  allowance = 10_000;
  tokenCalls = 0;
  /** What the next calls of a path get, in order. `cut`: carried out, and the line breaks before the answer. */
  readonly instead = new Map<string, (Answer | 'normally' | 'cut')[]>();

  constructor(app: FakeApp, state: FakeState, clock: Clock) {
    this.#app = app;
    this.#state = state;
    this.#clock = clock;
  }

  openSession(place: string, lifeMs: number): { session: string; until: number } {
    const session = randomUUID().replaceAll('-', '');
    const until = this.#clock() + lifeMs;
    this.#sessions.set(session, { place, until, sent: [], blockedUntil: 0 });
    return { session, until };
  }

  expireTokens(): void {
    this.#tokens.clear();
  }

  endSessions(): void {
    this.#sessions.clear();
  }

  answer(call: Call): Answer | 'cut' {
    const path = call.url.pathname;
    const instead = this.instead.get(path)?.shift() ?? 'normally';
    if (typeof instead === 'object') return instead;
    this.#state.calls.push({ path, at: this.#clock(), body: call.body });
    const answer = this.#carryOut(call);
    return instead === 'cut' ? 'cut' : answer;
  }

  #carryOut(call: Call): Answer {
    const { url } = call;
    const body = (call.body ?? {}) as Record<string, unknown>;
    if (url.pathname === '/v1.0/oauth2/accessToken') return this.#token(body);
    if (url.pathname === '/robot/sendBySession') return this.#session(url, body);
    const token =
      call.headers.get('x-acs-dingtalk-access-token') ?? url.searchParams.get('access_token') ?? '';
    const isOld = !url.pathname.startsWith('/v1.0/');
    if ((this.#tokens.get(token) ?? 0) <= this.#clock())
      return isOld
        ? oldProblem(40014, '不合法的access_token')
        : problem(401, 'InvalidAuthentication', '不合法的access_token');
    const limited = this.#limit(url.pathname, isOld);
    if (limited) return limited;
    if (!url.pathname.startsWith('/topapi/')) {
      this.metered += 1;
      if (this.metered > this.allowance)
        return isOld
          ? oldProblem(90020, '企业调用量超限')
          : problem(403, 'Forbidden.AccessDenied.ApiCountLimitForOrg', '当月调用量已用完');
    }
    return this.#route(call, body);
  }

  #route({ method, url }: Call, body: Record<string, unknown>): Answer {
    const state = this.#state;
    switch (`${method} ${url.pathname}`) {
      case 'POST /v1.0/robot/oToMessages/batchSend':
        return sendToPeople(state, this.#app, body);
      case 'POST /v1.0/robot/groupMessages/send':
        return sendToGroup(state, this.#app, body);
      case 'POST /v1.0/card/instances/createAndDeliver':
        return deliverCard(state, this.#app, body);
      case 'PUT /v1.0/card/instances':
        return repaintCard(state, body);
      case 'POST /v1.0/robot/messageFiles/download': {
        const code = String(body['downloadCode']);
        if (!state.files.has(code)) return problem(400, 'invalidParameter.downloadCode', 'downloadCode无效');
        return ok({ downloadUrl: `${url.origin}/files/${code}` });
      }
      case 'POST /topapi/v2/user/get': {
        const person = state.people.get(String(body['userid']));
        if (!person) return oldProblem(33012, '无效的USERID');
        const { userId, name, email = '', department } = person;
        const dept_id_list = department === undefined ? [1] : [1, 77];
        return ok({
          errcode: 0,
          errmsg: 'ok',
          result: { userid: userId, name, org_email: email, dept_id_list },
        });
      }
      case 'POST /topapi/v2/department/get': {
        const name = [...state.people.values()].find(({ department }) => department)?.department;
        return ok({ errcode: 0, errmsg: 'ok', result: { dept_id: 77, name } });
      }
      default:
        return problem(404, 'InvalidAction.NotFound', 'Specified api is not found');
    }
  }

  upload(call: Call, type: 'image' | 'file', name: string, size: number): Answer {
    const token = call.url.searchParams.get('access_token') ?? '';
    if ((this.#tokens.get(token) ?? 0) <= this.#clock()) return oldProblem(40014, '不合法的access_token');
    this.metered += 1;
    if (size > 20 * 1024 * 1024) return oldProblem(40009, '图片太大');
    const id = `@lAL${randomUUID().replaceAll('-', '')}`;
    this.#state.uploads.set(id, { name, type });
    return ok({ errcode: 0, errmsg: 'ok', media_id: id, type });
  }

  #token(body: Record<string, unknown>): Answer {
    this.tokenCalls += 1;
    if (body['appKey'] !== this.#app.clientId || body['appSecret'] !== this.#app.clientSecret)
      return problem(400, 'invalidClientIdOrSecret', '无效的clientId或者clientSecret');
    const accessToken = randomUUID();
    this.#tokens.set(accessToken, this.#clock() + 7_200_000);
    return ok({ accessToken, expireIn: 7_200 });
  }

  /** 20 a second per app and API: …/how-to-process-api-throttling-on-the-dingtalk-server */
  #limit(path: string, isOld: boolean): Answer | undefined {
    const now = this.#clock();
    const recent = (this.#perSecond.get(path) ?? []).filter((at) => at > now - 1_000);
    this.#perSecond.set(path, [...recent, now]);
    if (recent.length < 20) return undefined;
    this.#state.violated(`more than 20 calls a second of ${path}`);
    return isOld
      ? oldProblem(90018, '请求过快')
      : problem(403, 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', '请求过快');
  }

  /** 20 a minute, then ten minutes of nothing: …/robot-message-type */
  #session(url: URL, body: Record<string, unknown>): Answer {
    const now = this.#clock();
    const session = this.#sessions.get(url.searchParams.get('session') ?? '');
    if (!session || session.until <= now) return oldProblem(300001, 'token is not exist');
    session.sent = session.sent.filter((at) => at > now - 60_000);
    if (session.blockedUntil > now || session.sent.length >= 20) {
      session.blockedUntil = Math.max(session.blockedUntil, now + 10 * 60_000);
      this.#state.violated('more than 20 messages a minute through a session webhook');
      return oldProblem(130101, 'send too fast, exceed 20 times per minute');
    }
    session.sent.push(now);
    return sendToSession(this.#state, session.place, body);
  }
}
