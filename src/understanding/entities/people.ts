import type { ReadText } from '../text/reading.ts';
import { chineseNumber, findAll, longestOnly, type Finding } from '../text/finding.ts';

const groups = [
  new RegExp(
    `(?:${chineseNumber}|几|好几|十几|几十|上百|好几十|半)多?(?:个|位|名|号)?(?:人(?!力|事|工|家)|同事|用户|员工|同学|客人|来宾|顾问|新人|新员工|实习生|新同事)`,
    'g',
  ),
  /(?:整个|全)(?:部门|公司|团队|集团|办公室|楼层|层|组|楼|厂|店|校|科室|车间|分公司|会议室)(?:的人|员工)?|全员|整(?:层|栋)楼?|各(?:部门|门店|分公司)|所有(?:人|同事|部门|门店|用户|员工)|(?:我们|咱们)(?:全?组|部门|团队|办公室|科室|科|这边|这层|这排)(?:的人|几个|好几个)?(?=全|都|集体)|大家(?=都|全)|(?:一|满)屋子(?:的?人|客户)?|好几台|很多(?:人|同事)|不少(?:人|同事)/g,
  /(?<![a-z0-9])(?:about |around |over |some |at least )?(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|a hundred|dozens of|a dozen) (?:of us|(?:other )?(?:people|users|colleagues|employees|persons|staff|guests|participants|attendees|students|visitors|of my colleagues|agents|team members|new hires))(?![a-z])/g,
  /(?<![a-z0-9])(?:(?:the |my |our )?(?:whole|entire) (?:team|department|dept|office|company|floor|group|site|building|branch|store|factory|shift|class|room|organization|organisation|firm)|(?:all|everyone|everybody) (?:of us|(?:in|on|at) (?:the|my|our) (?:team|department|office|company|floor|room|building|group|site|branch))|all (?:users|employees|staff|colleagues|departments|stores|branches|sites)|company[- ]?wide|everyone(?! else)|everybody(?! else)|all of us|none of us|nobody(?= (?:in|on|at|can|is able))|no one(?= (?:in|on|at|can|is able))|several (?:people|users|colleagues|of us)|a few (?:people|users|colleagues|of us)|some (?:people|colleagues) (?:too|as well)|many (?:people|users|colleagues)|both of us|my (?:whole )?team(?= (?:can't|cannot|is|has|cant)))(?![a-z])/g,
];

/** How many are affected or meant, as said. */
export function findPeople(read: ReadText): readonly Finding[] {
  return longestOnly(findAll(read.text, groups));
}
