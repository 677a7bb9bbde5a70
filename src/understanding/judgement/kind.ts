import type { ReadText } from '../text/reading.ts';
import type { TicketKind } from '../../ticketing/classification.ts';
import { findsAny } from '../text/finding.ts';
import { blocked, degraded, denied, intermittent, stopped } from './fault-cues.ts';

/** Somebody wants to know, nothing is broken. "怎么连不上" asks why, so a fault beside it wins. */
const questions = [
  /怎么(?!回事|又|还|老|总|突然|不|没|这么)|如何|怎样|咋(?:弄|办|用|设|搞|装|开|连|改|加|配)|在哪(?:里|儿)?|哪里(?:可以|能|下|看|申请|设)|哪个|什么(?:是|意思|流程|时候|区别)|是什么|是不是|有没有(?:教程|办法|文档|说明|指南)|教程|步骤|流程|说明|指南|请教|问一下|问下|咨询|想问|请问|可以[^,，。]{0,14}吗|能[^,，。不]{0,14}吗|多久|多大|多少|需要什么|要什么|找谁/g,
  /(?<![a-z])(?:how (?:do|can|to|should|would|does|long|much|many|often|is)|where (?:do|can|is|are|should|does)|what (?:is|are|do|does|should|kind|would)|what's|whats|which|who (?:do|should|can|is)|when (?:do|does|is|will|can)|is it (?:possible|ok|okay|allowed|safe)|is there (?:a|any|some)|are (?:we|there) (?:allowed|any)|can i (?!get|have|borrow|please)|may i (?!get|have|borrow)|am i|do (?:we|i|you) (?:have|need)|should i|guide|instructions|tutorial|steps|wondering|question about|any way to|a way to|difference between|does (?:the |our |my )?\\w+ (?:work|support|cost|have|allow)|how$|how\\?)(?![a-z])|\\?\\s*$/g,
];

/** Questions about doing or allowing, which no fault word beside them turns into a report: "丢了设备要走什么流程". */
const plainQuestions = [
  /(?:怎么|如何|怎样|咋)(?:申请|设置|安装|使用|用(?!不)|配置|开通|绑定|添加|加(?!载)|连接|连(?!不)|登(?!不)|改|换|查|看(?!不|到)|建|导出|导入|共享|扩容|归档|撤回|退出|写|选|订|预约|上报|举报|转发|设|开(?!不|机)|关|弄|进(?!不)|接|报|下载|升级|卸载|清理|备份|恢复|找回|区分|判断|防)(?!了?不|失败|以后|之后)|什么流程|走流程|流程是|教程|操作步骤|使用说明|是否(?:允许|可以|支持)|允许(?:吗|不)|能不能用自己|哪里(?:申请|下载|设置|可以)|在哪(?:里|儿)?(?:申请|下载|设置|可以|看|改|查|领|换)|有什么区别|和.{1,12}(?:区别|哪个好)|是什么意思|要(?:什么|哪些)(?:材料|条件|手续)/g,
  /(?<![a-z])(?:how (?:do|can|to|should|would) (?:i |we |you |one )?(?:set|install|use|connect|add|change|enable|create|request|get (?:a|an|access|started)|apply|order|join|share|move|export|import|archive|recall|forward|print|scan|switch|turn|record|configure|enrol|enroll|register|report|map|book|send|make|find out|see|check|tell|recogni[sz]e|avoid|upgrade|update|sync|back)|what (?:to do|happens|should i do|do i do) (?:if|when|in case)|what if|difference between|are (?:we|personal|private|there) allowed|is it (?:allowed|possible|ok|okay|safe|permitted)|do (?:i|we) have to|am i allowed|which \w+ (?:do we|should i|is|can i|are)|where (?:do|can|is|should) (?:i|we|the)|who (?:do i|can i|should i|is responsible)|how (?:long|much|many|often))(?![a-z])/g,
];

/** Somebody wants to have something or to have something done. */
const wishes = [
  /申请|想要|我要|想(?:帮|给|把|换|装|开|加|多|申请|弄|买|领|借|用|搞|配|升|改|建|订|整)|希望|要(?:一(?!直|下子)|个|台|部|两台|三台|两个|多一)|需要(?:一|个|台|安装|装|开|申请|新|加|增|两|三|用|配|换|升)|给我(?:开|装|配|加|换|发|一|个|设|建)|帮(?:我|忙|我们|他|她|新)?(?:装|开|加|配|建|设|换|升|重置|解锁|解绑|改|申请|领|订|安装|开通|添加|拉|弄个|准备|登记|注册|移|取消|恢复)|请(?:帮忙)?(?:安装|开通|添加|配置|重置|解锁|增加|设置|分配|准备|协助|授权|移除|取消|收回)|麻烦(?:开|加|装|配|给|重置|解锁|设|建|拉|准备|帮)|开通|开个|加个|建个|领(?:一|个|台|取|用)|借(?:一|个|台|用|两|我|几)|换(?:一|个|台|新|成)|配(?:一|个|台|两|新)|采购|买(?:一|个|台)|能(?:不能|否)(?:给|帮|配|换|借|装|开|加|再|申请|领|多)|可(?:不可)?以(?:给|帮|配|换|借|装|开|加|申请|领)|升级(?:到|成|一下)|扩容|加权限|开权限|授权给|(?:重置|解锁|解绑|开通|添加|安装|升级|续期?|延期|延长|扩容|移除|取消|登记|准备)(?:一下|下|个)|求(?:安装|开通|重置|解锁|一个|个)|上个(?:软件|系统)|弄(?:个|一个|一台|一套)|来(?:个|一个|一台|一套)|备好|可不可以|能否|给.{1,6}(?:开|建|配|加|装)(?:个|一下|一个|一台|上)?/g,
  /^(?:please |pls |hi,? |hello,? )?(?:create|add|remove|archive|forward|set up|setup|install|enable|rename|extend|move|order|give|reset|unlock|upgrade|invite|book|prepare|provide|activate|grant|assign|increase|register|deactivate|whitelist|configure|migrate|transfer|deploy|reinstall|replace|exchange|swap|return|borrow|get me|get us|send me|send us) /g,
  /(?<![a-z])(?:i(?:'d| would)? (?:like|want)|we (?:want|would like)|i need (?:a|an|the|to have|access|new|another|some|two|more|my|admin|permission|\w+ installed)|we need (?:a|an|access|new|another|some|two|three|more|\d+)|need (?:a|an|access|new|another|two|three|admin|\w+ installed|\w+ licen[cs]e|permission)|can i (?:get|have|borrow)|could i (?:get|have|borrow)|may i (?:get|have|borrow)|(?:can|could|would|will) (?:you|someone|somebody|it) (?:please |kindly )?(?:install|reset|add|set|create|give|order|enable|unlock|send|provide|grant|upgrade|replace|open|make|move|remove|change|prepare|get|extend|increase|assign|lend|arrange)|please (?:install|reset|add|set|create|give|order|enable|unlock|send|provide|grant|upgrade|replace|open|make|move|remove|change|prepare|get|extend|increase|assign|arrange|approve|register|deactivate|disable|revoke)|requesting|request (?:for|access|a|an|to)|applying for|apply for|looking for a|order (?:a|an|new)|new (?:laptop|phone|monitor|headset|keyboard|mouse)s? (?:please|pls|for|request)|upgrade (?:to|my)|borrow|set up (?:an? )?(?:account|mailbox|laptop|email|workplace)|grant (?:me|him|her|us)|give (?:me|him|her|us)|add (?:me|him|her|us|my)|swap|do you have (?:a|an|any)|(?:reset|unlock|install(?:ation)?|reinstall|setup|licen[cs]e|access|extension|activation|upgrade|deactivation|removal)(?: \w+)? (?:please|pls|request|for (?:my|the|our|a)|needed|required|wanted)|(?:reset|unlock|reinstall|unregister|re-?enroll|deactivate|install|enable|whitelist|extend|renew|provision|prepare|restore|wipe) (?:my|the|his|her|our|this|a|an)(?: \w+)|would like|please$|wanted|want (?:a|an|to have|to get|the))(?![a-z])/g,
];

/** What is wanted stands there as a bare noun: "新员工电脑", "loaner for friday". */
const wantedThings = [
  /新(?:员工|人|同事|来)|入职|报到|到岗|实习生|备用机|一套|一批/g,
  /(?<![a-z])(?:new (?:hire|starter|joiner|employee|colleague|intern|person|team member|laptop|phone|monitor|headset)s?|replacement|loan(?:er)?|onboarding|spare|first day|starts? (?:on|next|monday|tomorrow)|joins|joining)(?![a-z])/g,
];

/** Met while working: not a wish, though the category is mostly wishes. */
const metAtWork = [
  /提示|弹|显示|变成|突然|之前(?:能|可以|还)|原来(?:能|可以)|昨天还|40[13]|看不见|隐藏|灰的|灰色|到期|结束了|没收到|还没(?:有)?(?:给|收到|开|好)|缺少|不让|超出|请与管理员|请联系/g,
  /(?<![a-z])(?:says|said|prompts?|asks for|asking for an? (?:admin|password|licen[cs]e|key)|asked for|ended|has ended|not allowed|isn't allowed|not visible|no rights?|no permission|no access|don't have (?:access|permission|rights)|hidden|greyed|grayed|403|401|could (?:yesterday|before)|used to|worked (?:yesterday|before)|suddenly|since (?:yesterday|today|the|my|i)|yesterday|never (?:got|received)|hasn't (?:been|come|arrived)|haven't (?:got|received)|still no|turned away|out of (?:my )?scope)(?![a-z])/g,
];

/** In these categories people mostly ask for something, whatever words they choose. */
const wishful: ReadonlySet<string> = new Set([
  'service.equipment',
  'service.onboarding',
  'software.install',
  'account.permission',
]);

/**
 * Incident, request or question about how to do something. A fault makes an incident of what sounds like a question
 * ("打不开怎么办") or a wish ("坏了帮我换一下"); a mere annoyance does not outweigh a wish ("太慢了想换一台").
 *
 * @param category as understood, or null
 */
export function judgeKind(read: ReadText, category: string | null): TicketKind {
  const has = (patterns: readonly RegExp[]): boolean => findsAny(read.text, patterns);
  const isBlocked = has([...stopped, ...blocked, ...denied]);
  const isWishing = has(wishes);
  if (has(plainQuestions) && !isBlocked) return 'how-to';
  if (category === 'service.equipment')
    return has(questions) && !isWishing && !has(wantedThings) ? 'how-to' : 'request';
  if (isBlocked || has(intermittent)) return 'incident';
  if (isWishing) return 'request';
  if (has(questions)) return 'how-to';
  if (has(degraded)) return 'incident';
  if (category === null || !wishful.has(category))
    return has(wantedThings) && category === null ? 'request' : 'incident';
  return has(metAtWork) ? 'incident' : 'request';
}
