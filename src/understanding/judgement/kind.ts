import type { ReadText } from '../text/reading.ts';
import type { TicketKind } from '../../ticketing/classification.ts';
import { findsAny } from '../text/finding.ts';
import { judgeDataGivenAway } from './data-given-away.ts';
import { blocked, degraded, denied, intermittent, stopped } from './fault-cues.ts';

/** Somebody wants to know, nothing is broken. "怎么连不上" asks why, so a fault beside it wins. */
const questions = [
  /(?<!\p{Script=Han})(?:能|可以|会|要)[^,，。!！]{1,20}(?:吗|么|嘛)[?？]?$|去(?:哪|哪里|哪儿)|谁(?:批|管|负责)|要不要|会不会|能不能(?:改|换|用|关|设)/gu,
  /^(?:(?:hi|hello|hey)(?: there| team)?[,!. ]+)?(?:what|which|where|who|when|how)(?! (?:a|is wrong|happened|the hell))[ ']|^(?:(?:hi|hello|hey)(?: there| team)?[,!. ]+)?(?:does|do|is|are|will|should|may|did|has) (?!anyone|anybody|someone|somebody)/g,
  /怎么(?!回事|又|还|老|总|突然|不|没|这么)|如何|怎样|咋(?:弄|办|用|设|搞|装|开|连|改|加|配)|在哪(?:里|儿)?|哪里(?:可以|能|下|看|申请|设)|哪个|什么(?:是|意思|流程|时候|区别)|是什么|是不是|有没有(?:教程|办法|文档|说明|指南)|教程|步骤|流程|说明|指南|请教|问一下|问下|咨询|想问|请问|可以[^,，。]{0,14}吗|能[^,，。不]{0,14}吗|多久|多大|多少|需要什么|要什么|找谁/g,
  /(?<![a-z])(?:how (?:do|can|to|should|would|does|long|much|many|often|is)|where (?:do|can|is|are|should|does)|what (?:is|are|do|does|should|kind|would)|what's|whats|which|who (?:do|should|can|is)|when (?:do|does|is|will|can)|is it (?:possible|ok|okay|allowed|safe)|is there (?:a|any|some)|are (?:we|there) (?:allowed|any)|can i (?!get|have|borrow|please)|may i (?!get|have|borrow)|am i|do (?:we|i|you) (?:have|need)|should i|guide|instructions|tutorial|steps|wondering|question about|any way to|a way to|difference between|does (?:the |our |my )?\w+ (?:work|support|cost|have|allow)|how$|how\?)(?![a-z])|[?？]\s*$/g,
];

/** Questions about doing or allowing, which no fault word beside them turns into a report: "丢了设备要走什么流程". */
const plainQuestions = [
  /(?:允许|准许?|让不让)[^,，。]{1,14}(?:吗|么|嘛)|(?:提前|满|隔|要|留|用)(?:几|多少)(?:天|年|周|个月|小时)|几(?:年|天)(?:可以|能|换|会)|一般(?:几|多)|(?:可以|能)[^,，。]{0,6}(?:几|多少)(?:次|天|个|台|人|张)|(?:怎么|如何)(?:分辨|辨别|识别|撤回|投屏|配对|双面|外接|连公司|去掉|取消)|(?:找|问|跟|向)谁(?:批|申请|要|开|领|问|报)|先联系谁/g,
  /(?<![a-z])(?:(?:is|are) (?!there)[\w' -]{1,30} (?:allowed|permitted|supported|free)|how (?:far|early|soon|big|old|often)|after how (?:many|long)|how does one|what(?:'s| is) the (?:difference|maximum|minimum|limit|rule|procedure|process|policy)|who (?:approves|grants|decides|signs))(?![a-z])/g,
  /(?:怎么|如何|怎样|咋)(?:申请|设置|安装|使用|用(?!不)|配置|开通|绑定|添加|加(?!载)|连接|连(?!不)|登(?!不)|改|换|查|看(?!不|到)|建|导出|导入|共享|扩容|归档|撤回|退出|写|选|订|预约|上报|举报|转发|设|开(?!不|机)|关|弄|进(?!不)|接|报|下载|升级|卸载|清理|备份|恢复|找回|区分|判断|防)(?!了?不|失败|以后|之后)|什么流程|走流程|流程是|教程|操作步骤|使用说明|是否(?:允许|可以|支持)|允许(?:吗|不)|能不能用自己|哪里(?:申请|下载|设置|可以)|在哪(?:里|儿)?(?:申请|下载|设置|可以|看|改|查|领|换)|有什么区别|和.{1,12}(?:区别|哪个好)|是什么意思|要(?:什么|哪些)(?:材料|条件|手续)/g,
  /(?<![a-z])(?:how (?:do|can|to|should|would) (?:i |we |you |one )?(?:set|install|use|connect|add|change|enable|create|request|get (?:a|an|access|started)|apply|order|join|share|move|export|import|archive|recall|forward|print|scan|switch|turn|record|configure|enrol|enroll|register|report|map|book|send|make|find out|see|check|tell|recogni[sz]e|avoid|upgrade|update|sync|back)|what (?:to do|happens|should i do|do i do) (?:if|when|in case)|what if|difference between|are (?:we|personal|private|there) allowed|is it (?:allowed|possible|ok|okay|safe|permitted)|do (?:i|we) have to|am i allowed|which \w+ (?:do we|should i|is|can i|are)|where (?:do|can|is|should) (?:i|we|the)|who (?:do i|can i|should i|is responsible)|how (?:long|much|many|often))(?![a-z])/g,
];

/** Spoken of in general: "万一电脑丢了该联系谁", "删掉的文件一般留几天". Then no fault word makes a report of a question. */
const inGeneral = [
  /如果|万一|要是|假如|好奇|先?了解一下|随便问|(?:一般|通常)[^,，。]{0,8}(?:多久|多少|几|能|可以|保留)|(?:保留|留存|保存)(?:多久|多少|几)/g,
  /(?<![a-z])(?:just curious|out of curiosity|just wondering|just asking|hypothetically|if (?:i|my|a|an|the|we|our|someone|somebody|it)(?: \w+){0,2} ever|(?:if|in case) (?:i|my|a|an|someone|somebody)(?: \w+){0,2} (?:gets?|lose|loses|forget|clicks?|deletes?|breaks?|is|are) ?(?:lost|stolen|broken)?|(?:are|is|do|does|get) (?:\w+ ){0,4}(?:kept|retained|stored)|retention)(?![a-z])/g,
];

/** Something has happened and they do not know what now: no question, no wish. */
const helpless = [
  /怎么办|咋办|咋整|救命|求救|完了(?=$|[,，。!！])|(?:还能|能不能|能|还可以|可以)[^,，。]{0,4}(?:找回|恢复|救回|救)[^,，。]{0,3}(?:吗|么|嘛|不)|救得回来|找得回来/g,
  /(?<![a-z])(?:what now|what do i do now|what shall i do|^help[!. ]*$|help me out|(?:any|some|is there (?:a|any)) (?:way|chance) (?:to|of) (?:get|getting|recover|restor)\w*|can (?:it|they|this|that|anything) be (?:restored|recovered|saved|undone)|tried to|tried it|tried (?:two|three|several|other))(?![a-z])/g,
];

/** Somebody wants to have something or to have something done. */
const wishes = [
  // Asked politely, whatever is to be done: 请帮忙提前调试…, please unlink…; to help, look or mend is asked of a fault too
  /(?:请|麻烦|烦请|劳烦|帮忙|帮我)[^,，。!！?？]{0,10}(?:调试|布置|搭建|迁移|搬|拆|布线|备份|归档|导出|拷|调整|续费?|授权|开放|加入|移出|移除|删除|注销|停用|回收|收回|连接?到|接到|调一?份|调出)|想(?:再|扩|增|调|请|约|连接?(?!不)|接|建|多拉)|(?:加|扩)大一?点?(?:空间|容量)|送(?:一|个|两|点)[^,，。]{0,3}(?:过来|来|盒|个|台)?|请安排|安排(?:人)?(?:拉|装|布|送)|转给[我他她]|交给[我他她]|给我(?:看|用)(?!到|不)|也给[他她]|能给[^,，。]{1,10}(?:装|开|加|配|换)|能(?:领|借|换|发)[^,，。]{0,4}(?:吗|不|么)/g,
  /(?:^|[,.;!:] ?|(?<=could you )|(?<=can you ))(?:please|pls|kindly) (?!help|advi[sc]e|check|look|fix|see|note|come|hurry|assist|call|contact|be |let|do |tell|explain|some|investigate|respond|have |repair|solve|support|urgent|asap|as soon)[a-z]+/g,
  /(?<![a-z])(?:(?:can|could|may) we (?:get|have|borrow)|would it be possible to|have (?:one|it|them|a \w+) (?:put|set|installed|moved|fitted)|(?:may|can|could) i (?:please )?(?:read|see|view) (?:the|his|her|their)|(?:i|we) (?:hope|wish)(?! (?:you|this|everything|all))|should (?:have|get) (?:my|the|his|her|access|rights)|should (?:exist|be ready|be there) by|could (?:you|we|someone) (?:please )?(?:run|roll|connect|fetch|take|see whether|plan|schedule|pull|move)|(?:will|we'll|we) need|i'd like|needs? (?:read |write |full |admin )?access|(?:they|he|she) needs?(?! (?:to be|help)))(?![a-z])/g,
  /申请|想要|我要|想(?:帮|给|把|换|装|开|加|多|申请|弄|买|领|借|用|搞|配|升|改|建|订|整)|希望|要(?:一(?!直|下子|分|个?小时|会|阵|天|秒|刻|个人)|张|个|台|部|两台|三台|两个|多一)|需要(?:一|个|台|安装|装|开|申请|新|加|增|两|三|用|配|换|升)|给我(?:(?:开|装|配|加|换|发)(?!了|的|过|来)|一|个|设|建)|帮(?:我|忙|我们|他|她|新)?(?:装|开|加|配|建|设|换|升|重置|解锁|解绑|改|申请|领|订|安装|开通|添加|拉|弄个|准备|登记|注册|移|取消|恢复)|请(?:帮忙)?(?:安装|开通|添加|配置|重置|解锁|增加|设置|分配|准备|协助|授权|移除|取消|收回)|麻烦(?:开|加|装|配|给|重置|解锁|设|建|拉|准备|帮)|开通|开个(?!网页|机|文件|表|会|程序|软|页|档|浏览)|加个|建个|领(?:一|个|台|取|用)|借(?:一|个|台|用|两|我|几)|换(?:一|个|台|新|成)|配(?:一|个|台|两|新)|采购|买(?:一|个|台)|能(?:不能|否)(?:给|帮|配|换|借|装|开|加|再|申请|领|多)|可(?:不可)?以(?:给|帮|配|换|借|装|开|加|申请|领)|升级(?:到|成|一下)|扩容|加权限|开权限|授权给|(?:重置|解锁|解绑|开通|添加|安装|升级|续期?|延期|延长|扩容|移除|取消|登记|准备)(?:一下|下|个)|求(?:安装|开通|重置|解锁|一个|个)|上个(?:软件|系统)|弄(?:个|一个|一台|一套)|添(?:一|个|台|加)|给个|派(?:个)?人|能(?:派|放|给我们|安排)|来(?:个(?!人)|一个|一台|一套)|备好|可不可以|能否|给.{1,6}(?:开|建|配|加|装)(?:个|一下|一个|一台|上)?/g,
  /(?:^|[,.;] ?)(?:bring|send|lend|order|drop off) (?:me |us |over |a |an |another |one |some )/g,
  /^(?:please |pls |hi,? |hello,? )?(?:create|add|remove|archive|forward|set up|setup|install|enable|rename|extend|move|order|give|reset|unlock|upgrade|invite|book|prepare|provide|activate|grant|assign|increase|register|deactivate|whitelist|configure|migrate|transfer|deploy|reinstall|replace|exchange|swap|return|borrow|get me|get us|send me|send us) /g,
  /(?<![a-z])(?:i(?:'d| would)? (?:like|want)|we (?:want|would like)|i need (?:a|an|the|to have|access|new|another|some|two|more|my|admin|permission|\w+ installed)|we need (?:a|an|access|new|another|some|two|three|more|\d+)|need (?:a|an|access|new|another|two|three|admin|\w+ installed|\w+ licen[cs]e|permission)|can i (?:get|have|borrow)|could i (?:get|have|borrow)|may i (?:get|have|borrow)|(?:can|could|would|will) (?:you|someone|somebody|it) (?:please |kindly )?(?:install|reset|add|set|create|give|order|enable|unlock|send|provide|grant|upgrade|replace|open|make|move|remove|change|prepare|get|extend|increase|assign|lend|arrange|put|blow|clean|fetch|bring|deliver|patch|check|dig out)|(?:can|could) (?:the|my|our|this|that) [a-z0-9 ,]{2,40} be [a-z]+(?:ed|t)(?![a-z])|please (?:install|reset|add|set|create|give|order|enable|unlock|send|provide|grant|upgrade|replace|open|make|move|remove|change|prepare|get|extend|increase|assign|arrange|approve|register|deactivate|disable|revoke)|requesting|request (?:for|access|a|an|to)|applying for|apply for|looking for a|order (?:a|an|new)|new (?:laptop|phone|monitor|headset|keyboard|mouse)s? (?:please|pls|for|request)|upgrade (?:to|my)|borrow|set up (?:an? )?(?:account|mailbox|laptop|email|workplace)|grant (?:me|him|her|us)|give (?:me|him|her|us)|add (?:me|him|her|us|my)|swap|do you have (?:a|an|any)|(?:reset|unlock|install(?:ation)?|reinstall|setup|licen[cs]e|access|extension|activation|upgrade|deactivation|removal)(?: \w+)? (?:please|pls|request|for (?:my|the|our|a)|needed|required|wanted)|(?:reset|unlock|reinstall|unregister|re-?enroll|deactivate|install|enable|whitelist|extend|renew|provision|prepare|restore|wipe) (?:my|the|his|her|our|this|a|an)(?: \w+)|would like|please$|wanted|want (?:a|an|to have|to get|the))(?![a-z])/g,
];

/** What is wanted stands there as a bare noun: "新员工电脑", "loaner for friday". */
const wantedThings = [
  /新(?:员工|人|同事|来)|入职|报到|到岗|实习生|备用机|一套|一批/g,
  /(?<![a-z])(?:new (?:hire|starter|joiner|employee|colleague|intern|person|team member|laptop|phone|monitor|headset)s?|replacement|loan(?:er)?|onboarding|spare|first day|starts? (?:on|next|monday|tomorrow)|joins|joining)(?![a-z])/g,
];

/** Somebody shall come or look, whatever it is about. */
const calls = [
  /帮|麻烦|来一趟|过来|看(?:一)?(?:下|看|眼)|找回|找一?下/g,
  /(?<![a-z])(?:could|can|would|will|please|mind|any chance|would you)(?![a-z])/g,
];

/** It can wait, says who asks. */
const noHurry = [
  /不急|不着急|有空|方便的时候|空了|什么时候都行|参考(?:一)?下/g,
  /(?<![a-z])(?:no (?:rush|hurry)|not urgent|when(?:ever)? you (?:have|get|find) (?:a |some )?(?:time|minute|moment)|at your convenience|some ?time|just for reference)(?![a-z])/g,
];

/** Met while working: not a wish, though the category is mostly wishes. */
const metAtWork = [
  /安装(?:程序|包)|装到|跑到|说(?:系统|我|没|要|不|需)|还是(?:没|写|说|显示)/g,
  /(?<![a-z])(?:installer|setup (?:stops|quits|says|ends|rolls|wants)|complains|wants an? (?:admin|password|licen[cs]e|key)|forbidden|stops (?:at|with)|still (?:refused|says|not))(?![a-z])/g,
  /提示|弹|显示|变成|突然|之前(?:能|可以|还)|原来(?:能|可以)|昨天还|40[13]|看不见|隐藏|灰的|灰色|到期|结束了|没收到|还没(?:有)?(?:给|收到|开|好)|缺少|不让|跳出|跳「|阻止|拦截|封锁|超出|请与管理员|请联系/g,
  /(?<![a-z])(?:says|said|prompts?|asks for|asking for an? (?:admin|password|licen[cs]e|key)|asked for|ended|has ended|not allowed|isn't allowed|not visible|no rights?|no permission|no access|don't have (?:access|permission|rights)|hidden|greyed|grayed|403|401|could (?:yesterday|before)|used to|worked (?:yesterday|before)|suddenly|since (?:yesterday|today|the|my|i)|yesterday|blocked|unauthori[sz]ed|pops? up|prevented|never (?:got|received)|hasn't (?:been|come|arrived)|haven't (?:got|received)|still no|turned away|out of (?:my )?scope)(?![a-z])/g,
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
  if (category === 'security.phishing' && judgeDataGivenAway(read).value) return 'incident';
  const isAsked = has(questions) || has(plainQuestions);
  if (isAsked && has(inGeneral)) return 'how-to';
  if (has(noHurry) && (isWishing || has(calls))) return 'request';
  if (has(plainQuestions) && !isBlocked) return 'how-to';
  if (category !== null && has(helpless)) return 'incident';
  if (category === 'service.equipment')
    return isAsked && !isWishing && !has(wantedThings) ? 'how-to' : 'request';
  if (isBlocked || has(intermittent)) return 'incident';
  if (isWishing) return 'request';
  if (isAsked) return 'how-to';
  if (has(degraded)) return 'incident';
  // Nobody knows what is meant, and no word says that anything is wrong: somebody wants to be heard.
  if (category === null) return has(helpless) ? 'incident' : 'request';
  if (!wishful.has(category)) return 'incident';
  return has(metAtWork) ? 'incident' : 'request';
}
