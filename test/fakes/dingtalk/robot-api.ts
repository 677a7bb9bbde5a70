import { ok, oldProblem, problem, type Answer } from './answers.ts';
import type { CardApp } from './card-api.ts';
import type { FakeButton, FakeState } from './state.ts';

/** Messages of the robot: open.dingtalk.com/document/development/robot-message-type */

const dtmd = 'dtmd://dingtalkclient/sendMessage?content=';

type Body = Readonly<Record<string, unknown>>;

function buttonOf(state: FakeState, label: unknown, url: unknown): FakeButton[] {
  if (typeof label !== 'string' || label.trim() === '' || typeof url !== 'string') {
    state.violated('a button without label or address');
    return [];
  }
  if (!url.startsWith(dtmd)) {
    state.violated(`a button that leads away: ${url}`);
    return [];
  }
  return [{ type: 'words', label, words: decodeURIComponent(url.slice(dtmd.length)) }];
}

type Content = {
  title: string;
  text: string;
  buttons: FakeButton[];
  file?: { name: string; type: 'image' | 'file' };
};

/** undefined: the platform would refuse it. */
function readMessage(state: FakeState, body: Body): Content | undefined {
  const { msgKey, msgParam } = body;
  if (typeof msgParam !== 'string') return undefined;
  if (Buffer.byteLength(msgParam) > 15_000) {
    state.violated(`msgParam of ${Buffer.byteLength(msgParam)} bytes, 15,000 at most`);
    return undefined;
  }
  const param = JSON.parse(msgParam) as Record<string, string>;
  const { title = '', text = '' } = param;
  if (msgKey === 'sampleImageMsg' || msgKey === 'sampleFile') {
    const uploaded = state.uploads.get(param[msgKey === 'sampleFile' ? 'mediaId' : 'photoURL'] ?? '');
    return (
      uploaded && {
        title: '',
        text: '',
        buttons: [],
        file: { ...uploaded, name: param['fileName'] ?? uploaded.name },
      }
    );
  }
  if (title === '' || text === '') {
    state.violated(`${String(msgKey)} without title or text`);
    return undefined;
  }
  if (msgKey === 'sampleMarkdown') return { title, text, buttons: [] };
  if (msgKey === 'sampleActionCard')
    return { title, text, buttons: buttonOf(state, param['singleTitle'], param['singleURL']) };
  const count = Number(/^sampleActionCard([2-5])$/.exec(String(msgKey))?.[1] ?? 0);
  if (count === 0) {
    state.violated(`msgKey ${String(msgKey)}`);
    return undefined;
  }
  const buttons = Array.from({ length: count }, (_, index) =>
    buttonOf(state, param[`actionTitle${index + 1}`], param[`actionURL${index + 1}`]),
  );
  return { title, text, buttons: buttons.flat() };
}

function add(
  state: FakeState,
  place: string,
  through: 'session' | 'robot',
  content: Content,
  mentions: readonly string[],
): void {
  state.add({
    place,
    through,
    title: content.title,
    text: content.text,
    buttons: content.buttons,
    mentions,
    recipients: null,
    outTrackId: null,
    status: '',
    styles: [],
    file: content.file ?? null,
  });
}

const malformed = problem(400, 'invalidParameter.msgParam', 'msgParam无效');

export function sendToPeople(state: FakeState, app: CardApp, body: Body): Answer {
  if (body['robotCode'] !== app.robotCode) return problem(400, 'robot.not.exist', '机器人不存在');
  const userIds = body['userIds'] as string[];
  if (!Array.isArray(userIds) || userIds.length === 0 || userIds.length > 20)
    return problem(400, 'invalidParameter.userIds.invalid', 'userIds无效');
  const content = readMessage(state, body);
  if (!content) return malformed;
  const list = (name: 'filtered' | 'flowControlled') =>
    userIds.filter((id) => state.people.has(id) && app[name].has(id));
  const invalid = userIds.filter((id) => !state.people.has(id));
  for (const id of userIds.map(String)) {
    if (state.people.has(id) && !app.filtered.has(id) && !app.flowControlled.has(id))
      add(state, `@${id}`, 'robot', content, []);
  }
  return ok({
    processQueryKey: `pqk-${state.messages.length}`,
    invalidStaffIdList: invalid,
    flowControlledStaffIdList: list('flowControlled'),
    filteredStaffIdList: list('filtered'),
  });
}

export function sendToGroup(state: FakeState, app: CardApp, body: Body): Answer {
  if (body['robotCode'] !== app.robotCode) return problem(400, 'robot.not.exist', '机器人不存在');
  const group = String(body['openConversationId']);
  if (!state.groups.has(group))
    return problem(400, 'invalidParameter.openConversationId.invalid', '无效的会话id');
  const content = readMessage(state, body);
  if (!content) return malformed;
  // This API notifies nobody: robot-send-message, "暂不支持 @ 功能".
  add(state, group, 'robot', content, []);
  return ok({ processQueryKey: `pqk-${state.messages.length}` });
}

export function sendToSession(state: FakeState, place: string, body: Body): Answer {
  const at = (body['at'] ?? {}) as { atUserIds?: unknown; isAtAll?: unknown };
  if (at.isAtAll === true) state.violated('@all');
  const atUserIds = Array.isArray(at.atUserIds) ? at.atUserIds.map(String) : [];
  const content = readSession(state, body);
  if (!content) return oldProblem(400_002, 'param error');
  // Only named in the text and in the list does somebody hear of it; action cards have no list.
  const heard =
    body['msgtype'] === 'actionCard' ? [] : atUserIds.filter((id) => content.text.includes(`@${id}`));
  for (const id of atUserIds) if (!heard.includes(id)) state.violated(`at ${id} without @${id} in the text`);
  add(state, place, 'session', content, place.startsWith('@') ? [] : heard);
  return ok({ errcode: 0, errmsg: 'ok' });
}

function readSession(state: FakeState, body: Body): Content | undefined {
  if (body['msgtype'] === 'markdown') {
    const { title = '', text = '' } = (body['markdown'] ?? {}) as { title?: string; text?: string };
    return title === '' || text === '' ? undefined : { title, text, buttons: [] };
  }
  if (body['msgtype'] !== 'actionCard') return undefined;
  const card = (body['actionCard'] ?? {}) as Record<string, unknown>;
  const { title = '', text = '', btns, singleTitle, singleURL } = card;
  if (typeof title !== 'string' || typeof text !== 'string' || title === '' || text === '') return undefined;
  const buttons = Array.isArray(btns)
    ? btns.flatMap((one: { title?: unknown; actionURL?: unknown }) =>
        buttonOf(state, one.title, one.actionURL),
      )
    : buttonOf(state, singleTitle, singleURL);
  return { title, text, buttons };
}
