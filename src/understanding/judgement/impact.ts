import type { ReadText } from '../text/reading.ts';
import type { Reasoned } from '../understanding.ts';
import type { Impact } from '../../ticketing/classification.ts';
import { findCues, wordsOf } from './cue.ts';
import { stopped } from './fault-cues.ts';

/** Said to be one person's problem, whoever else is mentioned. */
const alone = [
  /(?:只有|就|仅|只)(?:是)?(?:我|他|她|这一?台|我这台)(?:一个人?|自己|这边|这台|的电脑)?(?=[,，。;；!！?？\s不打连用上登有]|$)|(?:别人|其他人|同事们?|大家|旁边的?人?|隔壁)[^,，。;；]{0,4}(?:都|全)?(?:正常|没问题|没事|能用|可以|能(?:上|连|打|登|看|收)|好好的|好的)|我(?:一个)?自己/g,
  /(?<![a-z])(?:only me|just me|only my|just my|it's me|its just me|only on my|everyone else(?:'s)? (?:is|has|can(?!'t|not)|works?|seems|are)?|everybody else (?:is|has|can(?!'t|not))|others? (?:can(?!'t|not)|are fine|are ok|have no|don't)|(?:my )?colleagues? (?:can(?!'t|not)|are fine|have no|don't)|works for (?:others|everyone|my colleagues?)|nobody else)(?![a-z])/g,
];

const company = [
  /公司(?:里)?(?:每个|所有)[^,，。]{0,4}(?:人|电脑|邮箱|服务器|系统)|(?:谁|没人|没有人)[^,，。]{0,4}(?:在)?公司[^,，。]{0,4}能/g,
  /(?<![a-z])(?:(?:every|all) (?:\w+ ){0,2}(?:in|of|across) the (?:company|firm|group)|all (?:the )?company(?:'s)? \w+|nobody can work|no one can work)(?![a-z])/g,
  /全公司|整个公司|公司(?:所有|全部|全体|上下|里?所有)(?:人|同事|员工)?|公司(?:的人)?(?:都|全)|全集团|整个集团|全员|各(?:个)?部门|所有部门|每个部门|全体(?:员工|同事)|所有(?:员工|门店|分公司|办公室|店)|各门店|全国|整栋楼?|整座楼|全楼|全厂|整个厂|两(?:个|栋)楼都|好几个部门|多个部门|几个部门|总部(?:和|跟|都)|(?<!(?:组|部门?|科|班|层|室|店|队|间)[里的内]?的?)所有人都|全网|官网(?:挂|打不开|崩|进不去|瘫)/g,
  /(?<![a-z])(?:company[- ]?wide|(?:whole|entire) (?:company|firm|organi[sz]ation|business|group|building|plant|factory|campus|site)|all (?:employees|departments|offices|stores|branches|sites|users|staff|floors|locations)|everyone in the (?:company|building|firm|organi[sz]ation)|everybody in the (?:company|building|firm)|nobody in the (?:company|building|firm)|across (?:the company|all|departments)|several departments|multiple departments|all of the company|every department|every store|every office|our (?:public )?website is down)(?![a-z])/g,
];

const team = [
  /(?:这边|这层|楼|组里|部门里?)大家|大家的[^,，。;；]{0,8}(?:都|全)/g,
  /(?<![a-z])(?:a dozen|dozens of|a handful of|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|\d{1,3}) (?:\w+ )?\w+s (?:are |is |all )*(?:waiting|sitting|watching|queuing|queueing|standing)(?![a-z])|(?<![a-z])(?:half|most|all|many) of (?:the|our|my) (?:\w+ )?(?:team|department|office|group|people|staff|crew|class)(?![a-z])|for (?:everybody|everyone)(?! else)/g,
  // Others wait, or are counted: "二十个学员干坐着", "厂商在线上等", "三个客户等着", "twenty trainees sitting there"
  /(?:厂商|供应商|对方|学员|学生|考生|候选人|病人|患者|合作方|来宾|参会(?:人|者|人员)|老外|客人|一堆人|一帮人)[^,，。;；]{0,6}(?:在|都|已经)[^,，。;；]{0,4}(?:等|坐|到了|看着|排队)|(?:十几|几十|[二三四五六七八九]?十[一二三四五六七八九]?|\d{1,3})多?(?:个|位|名)(?:学员|学生|考生|客户|客人|代表|观众|员工|同仁|同学|座席|坐席)|十几(?:个|号|位)|一(?:个|台)(?:人)?(?:都|也)[^,，。;；]{0,4}(?:不|没|上不|连不)|(?:我们|咱们|咱)[^,，。;；]{0,8}(?:组|部|科|队|处)[^,，。;；]{0,4}(?:[两三四五六七八九十\d]{1,3})个人|(?<!大|高|全)(?:客服|售后|前台|门店|仓库|生产|销售|财务|行政|人事|项目|[一二三四五六七八九十\d])(?:组|部|科|班|店|线)的?(?:人|同事)?(?:都|全)|我们(?:办公区|这片|这区|这边几个)|(?:咱|咱们|我们)?(?:部门|组里|科里|队里|办公室|楼层|这层)[^,，。;；]{0,8}(?:都|全|谁也?|没人|一个也)[^,，。;；]{0,3}(?:[打登连上用进收发印]|不|没)/g,
  /(?<![a-z])(?:(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundred|\d{1,3}|a dozen|dozens of|several|many) (?:trainees|students|attendees|visitors|delegates|workers|couriers|candidates|patients|nurses|doctors|teachers|drivers|colleagues are|people|listeners|viewers)|(?:nobody|no one|none|noone|everyone|everybody|anyone|all) (?:of us )?(?:on|in|at|from) (?:the |our |my )?\w+|(?:the )?(?:trainees|students|attendees|couriers|candidates|patients|vendor|supplier|auditors|class|crew|customer|client) (?:is |are |all |already |just )*(?:waiting|here|sitting|seated|watching|standing)|(?:the |our )(?:[a-z]+ ){1,3}(?:people|folks|guys|staff|crew|ladies) (?:all|are|see|can't|cannot|get|have|keep)|our (?:area|row|corner|wing|section|zone)|our (?:department|team|office|floor|group)'s only)(?![a-z])/g,
  /(?:我们|咱们|他们)[^,，。;；]{0,10}(?:部|组|科|处|队|片|区|中心|办|同事)[^,，。;；]{0,12}(?:都|全(?!新)|没(?!关系|事)|不(?!用|需要)|一个也|谁也|谁都|集体|整组|大家)|整(?:组|队|科|间|桌|排(?!数字|按?键|字|灯))|谁也[^,，。]{0,6}(?:不|没)|没(?:有)?一个(?:人)?[^,，。]{0,4}(?:能|得|可以)|都在(?:抱怨|骂|催|问)|(?:客人|顾客|司机|货车)[^,，。]{0,4}(?:都)?(?:走|跑|等|排队|堵)|[一二两三四五六七八九十\d]{1,3}(?:来|多|几)?号人|我们组[^,，。]{0,8}(?:台|个)|(?:所有|全部)(?:的)?(?:机器|电脑|终端|工位|收银台)/g,
  /(?<![a-z])(?:each of us|every(?:one| one) of us|not (?:a single )?one of us|(?:whole|entire) (?:\w+ ){1,2}(?:team|department|dept|group|crew|shift)|our (?:\w+ ){1,3}(?:team|department|dept|crew)(?:'s)?(?= (?!is new|wants|needs|would))|my (?:team|department) is|every (?:\w+ ){0,2}(?:in|of|on) (?:our|the|my) (?:lab|office|room|team|department|floor|shop|store)|(?:trucks?|drivers?|people|customers|guests|workers|machines) (?:are |is )?(?:waiting|idle|leaving|queuing|queueing|standing)|all (?:of )?(?:our|the) (?:machines|pcs|computers|tills|handhelds|screens))(?![a-z])/g,
  /(?:整个|全)(?:部门|团队|办公室|楼层|层|组|科室|车间|分公司|会议室|教室|店)|整层|(?:我们|咱们|他们)(?:全?组|部门|团队|办公室|科室|科|这边|这层|这排|车间|店|班组|几个|一帮|一桌)[^,，。;；]{0,6}(?:都|全|没人|谁都|集体|大家)|(?:财务|销售|市场|人事|研发|法务|采购|客服|行政|设计|质检|生产|运营)(?:部|组)?(?:的人|同事)?(?:都|全)|大家(?:都|全)|所有(?:人|同事)|没(?:有)?(?:一个)?人能|谁都[^,，。]{0,4}(?:不|没)|(?:好|十)?几个(?:人|同事)|好多(?:人|同事)|很多(?:人|同事)|不少(?:人|同事)|(?:两|三|四|五|六|七|八|九|十|\d{1,3})(?:多)?(?:个|位|名|号)(?:人|同事|用户|员工)(?:都|全|一起|同时|等|在等|没法|连不|打不|登不|上不|用不|不能)|\d{2,3}(?:多)?(?:个|位|名|号)?人|(?:一|满)屋子|一群人|都(?:在)?等着|(?:客户|领导|老板|嘉宾|评委|供应商|观众|听众|董事)们?[^,，。;；]{0,5}(?:在|都|已经)?[^,，。;；]{0,3}(?:等|坐|到了|来了|在场|看着)|几台(?:电脑|机器)?都|一片(?=都|全|人|工位|区)|一排(?:电脑|机器|工位)?|隔壁也|同事也|旁边也|别人也|都(?:上不了|连不上|打不开|登不上|用不了|进不去|断了|没网|打不了|收不到)/g,
  /(?<![a-z])(?:(?:the |my |our )?(?:whole|entire) (?:team|department|dept|office|floor|room|shift|class|branch|store|line|group)|(?:my|our|the) (?:team|department|dept|office|group|floor|branch|shift|store) (?:can't|cannot|cant|is (?:down|offline|stuck|blocked|waiting|locked)|has no|have no|lost|are all|all)|(?:the |my |our )?(?:finance|sales|marketing|hr|legal|accounting|support|design|purchasing|logistics) (?:team|department|dept|people) (?:can't|cannot|cant|is|are|has|have)|all of us|none of us|no one can|nobody can|noone can|we all|we can't|we cant|we cannot|everyone(?! else)|everybody(?! else)|everyone's|several (?:people|users|colleagues|of us|pcs|computers)|many (?:people|users|colleagues)|a few (?:people|users|colleagues|of us)|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|fifty|\d{1,3}) (?:of us|people|users|colleagues|employees|agents|customers|guests|participants|persons)|both of us|my colleagues? too|(?:same (?:for|with|on)|also) (?:my |the )?(?:colleagues?|neighbou?rs?|others)|people (?:are )?waiting|(?:clients?|customers?|guests|board|audience|visitors|investors|everyone|room full of people) (?:is |are |all |already |just )*(?:waiting|here|sitting|watching|in the room|arrived|seated)|room full|full room|a room full)(?![a-z])/g,
];

/** Team or company only where the text says so; null where it does not speak of others at all. */
export function judgeImpact(read: ReadText): Reasoned<Impact> | null {
  const mine = findCues(read, alone);
  if (mine.length > 0) return { value: 'user', words: wordsOf(read, mine) };
  const all = findCues(read, company);
  if (all.length > 0) return { value: 'company', words: wordsOf(read, all) };
  const some = findCues(read, team);
  // Production or business standing still is never one person's trouble.
  const many = some.length > 0 ? some : findCues(read, stopped);
  return many.length > 0 ? { value: 'team', words: wordsOf(read, many) } : null;
}
