import { ok, problem, type Answer } from './answers.ts';
import { readMarkdown } from './read-markdown.ts';
import type { FakeButton, FakeMessage, FakeState } from './state.ts';

/** Cards: open.dingtalk.com/document/development/create-and-deliver-cards, …/interactive-card-update-interface */

export type CardApp = {
  readonly robotCode: string;
  readonly cardTemplateId: string | null;
  /** People who get nothing: they took no messages of this robot, or too many. */
  readonly filtered: Set<string>;
  readonly flowControlled: Set<string>;
};

type Body = Readonly<Record<string, unknown>>;
type Variables = Readonly<Record<string, string>>;

/** What the shipped template shows of its variables. */
function paint(
  variables: Variables,
): Pick<FakeMessage, 'text' | 'buttons' | 'status' | 'styles'> & { title: string } {
  const bodies = [1, 2, 3, 4, 5, 6]
    .map((index) => variables[`body${index}`] ?? '')
    .filter((text) => text !== '');
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8].filter((index) => (variables[`label${index}`] ?? '') !== '');
  const buttons: FakeButton[] = numbers.map((index) => ({
    type: 'action',
    label: variables[`label${index}`] ?? '',
    action: variables[`action${index}`] ?? '',
  }));
  const styles = numbers.map((index) => variables[`style${index}`] ?? '');
  return {
    title: variables['title'] ?? '',
    text: bodies.join('\n\n'),
    buttons,
    styles,
    status: variables['status'] ?? '',
  };
}

function readVariables(state: FakeState, body: Body): Variables | undefined {
  const data = body['cardData'] as { cardParamMap?: Record<string, unknown> } | undefined;
  const map = data?.cardParamMap;
  if (!map) return undefined;
  for (const [key, value] of Object.entries(map)) {
    if (typeof value !== 'string') return undefined;
    if (Buffer.byteLength(key) > 100) state.violated(`card variable name ${key}`);
    if (Buffer.byteLength(value) > 1_024)
      state.violated(`card variable ${key} of ${Buffer.byteLength(value)} bytes`);
  }
  return map as Variables;
}

export function deliverCard(state: FakeState, app: CardApp, body: Body): Answer {
  const { outTrackId, openSpaceId, callbackType, cardTemplateId, userIdType } = body;
  if (app.cardTemplateId === null || cardTemplateId !== app.cardTemplateId)
    return problem(400, 'param.cardTemplate.notExist', '卡片模板不存在');
  const variables = readVariables(state, body);
  if (typeof outTrackId !== 'string' || outTrackId === '' || typeof openSpaceId !== 'string' || !variables)
    return problem(400, 'param.error', '参数错误');
  if (callbackType !== 'STREAM' || userIdType !== 1) state.violated('a card whose presses do not come back');
  const match = /^dtv1\.card\/\/(IM_GROUP|IM_ROBOT)\.(.+)$/.exec(openSpaceId);
  if (!match) return problem(400, 'param.openSpaceId.invalid', '场域无效');
  const [, kind, id = ''] = match;
  const space = body[kind === 'IM_GROUP' ? 'imGroupOpenSpaceModel' : 'imRobotOpenSpaceModel'] as
    { supportForward?: boolean } | undefined;
  if (typeof space?.supportForward !== 'boolean') return problem(400, 'param.error', 'supportForward必填');
  const failed = (errorMsg: string): Answer =>
    ok({
      success: true,
      result: { outTrackId, deliverResults: [{ spaceType: kind, spaceId: id, success: false, errorMsg }] },
    });
  const deliver = (body[kind === 'IM_GROUP' ? 'imGroupOpenDeliverModel' : 'imRobotOpenDeliverModel'] ??
    {}) as {
    robotCode?: string;
    recipients?: string[];
    atUserIds?: Record<string, string>;
  };
  if (deliver.robotCode !== app.robotCode) return problem(400, 'param.robotCode.invalid', 'robotCode无效');
  if (kind === 'IM_GROUP' && !state.groups.has(id)) return failed('无效的会话id');
  if (kind === 'IM_ROBOT' && !state.people.has(id)) return failed('无效的userId');
  if (Object.keys(deliver.atUserIds ?? {}).includes('@ALL')) state.violated('@all');
  // One outTrackId is one card: its data never changes here, though it may be shown again.
  const before = state.messages.find((message) => message.outTrackId === outTrackId);
  const painted = before ?? paint(variables);
  const inText = readMarkdown(painted.text).atIds;
  const cardAt = (body['cardAtUserIds'] ?? []) as string[];
  for (const one of inText) if (!cardAt.includes(one)) state.violated(`a mention of ${one} in the text only`);
  state.add({
    place: kind === 'IM_GROUP' ? id : `@${id}`,
    through: 'card',
    title: painted.title,
    text: painted.text,
    buttons: painted.buttons,
    status: painted.status,
    styles: [...painted.styles],
    mentions: Object.keys(deliver.atUserIds ?? {}).filter((one) => state.people.has(one)),
    recipients: deliver.recipients ?? null,
    outTrackId,
    file: null,
  });
  return ok({
    success: true,
    result: {
      outTrackId,
      deliverResults: [{ spaceType: kind, spaceId: id, success: true, carrierId: 'c1', errorMsg: '' }],
    },
  });
}

export function repaintCard(state: FakeState, body: Body): Answer {
  const variables = readVariables(state, body);
  const cards = state.messages.filter(({ outTrackId }) => outTrackId === body['outTrackId']);
  if (!variables || cards.length === 0) return problem(400, 'param.outTrackId.invalid', '卡片不存在');
  const { title, ...painted } = paint(variables);
  for (const card of cards) {
    Object.assign(card, painted, { title });
    state.shown(card);
  }
  return ok({ success: true, result: true });
}
