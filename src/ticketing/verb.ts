import { hasRole, isStaff, type Person } from '../people/person.ts';

/** How much a verb wants behind it. */
export type VerbShape =
  /** Nothing: `queue`. */
  | 'alone'
  /** A ticket, or none where only one can be meant: `status T-3`. */
  | 'ticket'
  /** A ticket and words: `reply T-3 …`. */
  | 'ticket-words'
  /** Words only: `kb vpn`. */
  | 'words';

export type Verb = {
  readonly id: string;
  readonly shape: VerbShape;
  /** `editors`: whoever works on knowledge. */
  readonly audience: 'everyone' | 'staff' | 'editors';
  /** Typed words besides the id; Simplified, Traditional and English alike work for everybody. */
  readonly aliases: readonly string[];
};

function verb<Id extends string>(id: Id, audience: Verb['audience'], shape: VerbShape, ...aliases: string[]) {
  return { id, shape, audience, aliases };
}

/** Every command the bot obeys. `help` lists them in this order. */
export const verbs = [
  verb('new', 'everyone', 'words', '报修', '報修', '新工单', '新工單'),
  verb('my', 'everyone', 'alone', '我的工单', '我的工單', '我的单', '我的單', 'my tickets'),
  verb(
    'status',
    'everyone',
    'ticket',
    '进度',
    '進度',
    '查进度',
    '查進度',
    '看进度',
    '看進度',
    '进展',
    '進展',
    'any update',
    'any news',
  ),
  verb('urge', 'everyone', 'ticket', '催单', '催單', '催一下', '催一催', '催催', '催', 'nudge'),
  verb('add', 'everyone', 'ticket-words', '补充', '補充'),
  verb('cancel', 'everyone', 'ticket', '撤销', '撤銷', '取消', 'cancel ticket'),
  verb('reopen', 'everyone', 'ticket-words', '重开', '重開'),
  verb(
    'confirm',
    'everyone',
    'ticket-words',
    '解决了',
    '解決了',
    '已解决',
    '已解決',
    '确认解决',
    '確認解決',
    'solved',
  ),
  verb('rate', 'everyone', 'ticket-words', '评价', '評價'),
  verb('why', 'everyone', 'ticket', '为什么', '為什麼'),
  verb('human', 'everyone', 'alone', '转人工', '轉人工', '人工', '转接人工', '人工客服', 'get a person'),
  verb('kb', 'everyone', 'words', '查知识', '查知識', '知识库', '知識庫'),
  verb('lang', 'everyone', 'words', '语言', '語言', 'language'),
  verb('bind', 'everyone', 'words', '绑定', '綁定'),
  verb('unbind', 'everyone', 'words', '解绑', '解綁', '解除绑定', '解除綁定'),
  verb('help', 'everyone', 'alone', '帮助', '說明', '说明', '幫助', '?', '？'),
  verb('queue', 'staff', 'alone', '待认领', '待認領', '队列'),
  verb('mine', 'staff', 'alone', '我的', '我负责的', '我負責的', '我手上的', 'my work'),
  verb('claim', 'staff', 'ticket', '认领', '認領', '接单', '接單'),
  verb('release', 'staff', 'ticket', '退回', '释放'),
  verb('assign', 'staff', 'ticket-words', '指派', '分配', '派给'),
  verb('reply', 'staff', 'ticket-words', '回复', '回覆'),
  verb('note', 'staff', 'ticket-words', '备注', '備註'),
  verb('hold', 'staff', 'ticket-words', '挂起', '掛起', '暂停'),
  verb('resume', 'staff', 'ticket', '恢复', '恢復', '继续'),
  verb('priority', 'staff', 'ticket-words', '优先级', '優先順序', '优先'),
  verb('category', 'staff', 'ticket-words', '分类', '分類'),
  verb('resolve', 'staff', 'ticket-words', '解决', '解決'),
  verb('close', 'staff', 'ticket', '关闭', '關閉'),
  verb('transfer', 'staff', 'ticket-words', '转组', '轉組', '转给组'),
  verb('ack', 'staff', 'ticket-words', '知悉', '已知悉', 'acknowledge'),
  verb('history', 'staff', 'ticket', '历史', '歷史'),
  verb('summary', 'staff', 'ticket', '摘要', '交接'),
  verb('draft', 'staff', 'ticket', '写知识', '寫知識'),
  verb('edit', 'editors', 'words', '改知识', '改知識', '修改知识', '修改知識'),
  verb('submit', 'editors', 'words', 'submit for review', '送审', '送審', '提交审核', '提交審核'),
  verb('review', 'editors', 'alone', '待审', '待審'),
  verb('publish', 'editors', 'words', '发布', '發布'),
  verb('rework', 'editors', 'words', '退回修改', '退修'),
  verb('keep', 'editors', 'words', '仍有效', '继续有效', '繼續有效'),
  verb('retire', 'editors', 'words', '下架'),
  verb('corrections', 'editors', 'alone', '纠正记录', '糾正記錄', '糾正紀錄'),
  verb('undo', 'editors', 'words', '撤回纠正', '撤回糾正'),
  verb('sla', 'staff', 'words', '达成率', '達成率'),
  verb('breaches', 'staff', 'alone', '超时', '逾時', '超時', '超时工单', '逾時工單'),
] as const satisfies readonly Verb[];

export type VerbId = (typeof verbs)[number]['id'];

/** How a desk keeps its promises is the business of those who answer for it. */
const forLeads: readonly string[] = ['sla', 'breaches'];
/** What the desk has learnt is the business of those who look after knowledge. */
const forTeachers: readonly string[] = ['corrections', 'undo'];

export function mayUse(person: Person, wanted: Verb): boolean {
  if (forLeads.includes(wanted.id)) return hasRole(person, 'lead', 'manager', 'administrator');
  if (forTeachers.includes(wanted.id)) return hasRole(person, 'knowledge-manager', 'administrator');
  if (wanted.audience === 'editors') return isStaff(person) || hasRole(person, 'knowledge-manager');
  return wanted.audience === 'everyone' || isStaff(person);
}
