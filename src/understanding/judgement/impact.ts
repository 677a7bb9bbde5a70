import type { ReadText } from '../text/reading.ts';
import type { Reasoned } from '../understanding.ts';
import type { Impact } from '../../ticketing/classification.ts';
import { findCues, wordsOf } from './cue.ts';

/** Said to be one person's problem, whoever else is mentioned. */
const alone = [
  /(?:只有|就|仅|只)(?:是)?(?:我|他|她|这一?台|我这台)(?:一个人?|自己|这边|这台|的电脑)?(?=[,，。;；!！?？\s不打连用上登有]|$)|(?:别人|其他人|同事们?|大家|旁边的?人?|隔壁)[^,，。;；]{0,4}(?:都|全)?(?:正常|没问题|没事|能用|可以|能(?:上|连|打|登|看|收)|好好的|好的)|我(?:一个)?自己/g,
  /(?<![a-z])(?:only me|just me|only my|just my|it's me|its just me|only on my|everyone else(?:'s)? (?:is|has|can(?!'t|not)|works?|seems|are)?|everybody else (?:is|has|can(?!'t|not))|others? (?:can(?!'t|not)|are fine|are ok|have no|don't)|(?:my )?colleagues? (?:can(?!'t|not)|are fine|have no|don't)|works for (?:others|everyone|my colleagues?)|nobody else)(?![a-z])/g,
];

const company = [
  /全公司|整个公司|公司(?:所有|全部|全体|上下|里?所有)(?:人|同事|员工)?|公司(?:的人)?(?:都|全)|全集团|整个集团|全员|各(?:个)?部门|所有部门|每个部门|全体(?:员工|同事)|所有(?:员工|门店|分公司|办公室|店)|各门店|全国|整栋楼?|整座楼|全楼|全厂|整个厂|两(?:个|栋)楼都|好几个部门|多个部门|几个部门|总部(?:和|跟|都)|所有人都|全网|官网(?:挂|打不开|崩|进不去|瘫)/g,
  /(?<![a-z])(?:company[- ]?wide|(?:whole|entire) (?:company|firm|organi[sz]ation|business|group|building|plant|factory|campus|site)|all (?:employees|departments|offices|stores|branches|sites|users|staff|floors|locations)|everyone in the (?:company|building|firm|organi[sz]ation)|everybody in the (?:company|building|firm)|nobody in the (?:company|building|firm)|across (?:the company|all|departments)|several departments|multiple departments|all of the company|every department|every store|every office|our (?:public )?website is down)(?![a-z])/g,
];

const team = [
  /(?:整个|全)(?:部门|团队|办公室|楼层|层|组|科室|车间|分公司|会议室|教室|店)|整层|(?:我们|咱们|他们)(?:全?组|部门|团队|办公室|科室|科|这边|这层|这排|车间|店|班组|几个|一帮|一桌)[^,，。;；]{0,6}(?:都|全|没人|谁都|集体|大家)|(?:财务|销售|市场|人事|研发|法务|采购|客服|行政|设计|质检|生产|运营)(?:部|组)?(?:的人|同事)?(?:都|全)|大家(?:都|全)|所有(?:人|同事)|没(?:有)?(?:一个)?人能|谁都[^,，。]{0,4}(?:不|没)|(?:好|十)?几个(?:人|同事)|好多(?:人|同事)|很多(?:人|同事)|不少(?:人|同事)|(?:两|三|四|五|六|七|八|九|十|\d{1,3})(?:多)?(?:个|位|名|号)(?:人|同事|用户|员工)(?:都|全|一起|同时|等|在等|没法|连不|打不|登不|上不|用不|不能)|\d{2,3}(?:多)?(?:个|位|名|号)?人|(?:一|满)屋子|一群人|都(?:在)?等着|(?:客户|领导|老板|嘉宾|评委|供应商|观众|听众|董事)们?[^,，。;；]{0,5}(?:在|都|已经)?[^,，。;；]{0,3}(?:等|坐|到了|来了|在场|看着)|几台(?:电脑|机器)?都|一片|一排(?:电脑|机器|工位)?|隔壁也|同事也|旁边也|别人也|都(?:上不了|连不上|打不开|登不上|用不了|进不去|断了|没网|打不了|收不到)/g,
  /(?<![a-z])(?:(?:the |my |our )?(?:whole|entire) (?:team|department|dept|office|floor|room|shift|class|branch|store|line|group)|(?:my|our|the) (?:team|department|dept|office|group|floor|branch|shift|store) (?:can't|cannot|cant|is (?:down|offline|stuck|blocked|waiting|locked)|has no|have no|lost|are all|all)|(?:the |my |our )?(?:finance|sales|marketing|hr|legal|accounting|support|design|purchasing|logistics) (?:team|department|dept|people) (?:can't|cannot|cant|is|are|has|have)|all of us|none of us|no one can|nobody can|noone can|we all|we can't|we cant|we cannot|everyone(?! else)|everybody(?! else)|everyone's|several (?:people|users|colleagues|of us|pcs|computers)|many (?:people|users|colleagues)|a few (?:people|users|colleagues|of us)|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|fifty|\d{1,3}) (?:of us|people|users|colleagues|employees|agents|customers|guests|participants|persons)|both of us|my colleagues? too|(?:same (?:for|with|on)|also) (?:my |the )?(?:colleagues?|neighbou?rs?|others)|people (?:are )?waiting|(?:clients?|customers?|guests|board|audience|visitors|investors|everyone|room full of people) (?:is |are |all |already |just )*(?:waiting|here|sitting|watching|in the room|arrived|seated)|room full|full room|a room full)(?![a-z])/g,
];

/** Team or company only where the text says so; null where it does not speak of others at all. */
export function judgeImpact(read: ReadText): Reasoned<Impact> | null {
  const mine = findCues(read, alone);
  if (mine.length > 0) return { value: 'user', words: wordsOf(read, mine) };
  const all = findCues(read, company);
  if (all.length > 0) return { value: 'company', words: wordsOf(read, all) };
  const some = findCues(read, team);
  return some.length > 0 ? { value: 'team', words: wordsOf(read, some) } : null;
}
