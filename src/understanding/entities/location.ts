import type { ReadText } from '../text/reading.ts';
import { chineseNumber, findAll, longestOnly, type Finding } from '../text/finding.ts';

const rooms =
  '(?:财务|人事|行政|市场|销售|研发|法务|采购|客服|总经理|董事长|设计|质检|生产|技术|资料|档案|培训|接待|监控|运营|商务|审计|工程|售后|项目)(?:部|室|办|办公室|科|组|中心)';
const places = `(?:${rooms}|(?:大|小|中)?会议室|多功能厅|报告厅|培训室|洽谈室|路演厅|会客室|办公室|机房|仓库|车间|大厅|前台|茶水间|工位区?|实验室|展厅|库房|门卫|电梯口)`;
const building =
  '(?:[a-z]\\s?(?:座|栋|区)|(?:\\d{1,2}|[一二三四五六七八九十])(?:号楼|栋|幢)|主楼|副楼|老楼|新楼|东楼|西楼|南楼|北楼|总部|分公司|二厂|一厂)';
const floor = `(?:(?:负|地下)?${chineseNumber}(?:楼|层)|(?<![a-z0-9])(?:b?\\d{1,2}f|f\\d{1,2})(?![a-z0-9]))`;
const side = '(?:[东南西北]{1,2}(?:侧|边|区)|左边|右边|靠窗)';

const chinese = [
  new RegExp(
    `(?:${building})?\\s?${floor}(?:的)?\\s?(?:${side})?(?:的)?(?:\\s?(?:\\d{3,4}\\s?)?${places})?`,
    'g',
  ),
  new RegExp(`(?:${building})(?:\\s?(?:的)?${places})?`, 'g'),
  new RegExp(
    `(?:\\d{1,4}\\s?号?|[一二三四五六七八九十]号|第[一二三四五六七八九十]+|[a-z]\\d{0,3})\\s?(?:会议室|洽谈室|培训室|办公室|机房|车间|仓库|工位)`,
    'g',
  ),
  new RegExp(`(?<!预定|预订|订)${places}`, 'g'),
  new RegExp(`工位(?:号)?\\s?(?:是|:)?\\s?[a-z]?\\d{1,2}[-]?\\d{1,4}`, 'g'),
];

const ordinal =
  '(?:\\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|ground|top)';
const department =
  "(?:finance|hr|marketing|sales|legal|accounting|purchasing|it|qa|design|engineering|payroll|shipping|ceo's|director's|reception)";

const english = [
  new RegExp(
    `(?<![a-z0-9])(?:${ordinal}\\sfloor|floor\\s\\d{1,2}|level\\s\\d{1,2})(?:\\s(?:east|west|north|south)(?:\\s(?:side|wing))?)?(?:,?\\s(?:room|office|desk)\\s[a-z]?\\d{1,4}[a-z]?)?(?![a-z0-9])`,
    'g',
  ),
  /(?<![a-z0-9])(?:meeting room|conference room|training room|board\s?room|room|office|desk|seat|cubicle|lab)\s(?:no\.?\s?|number\s|#)?(?:[a-z]?\d{1,4}(?:[.-]\d{1,3})?[a-z]?|[a-h])(?![a-z0-9'])/g,
  /(?<![a-z0-9])\d{1,2}f(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:building|block|tower|wing|hall|gate)\s(?:\d{1,2}|[a-h])(?![a-z0-9'])/g,
  new RegExp(
    `(?<![a-z0-9])${department}\\s(?:office|room|department|dept|floor|area|desk)(?:\\s\\d{1,2}f|\\s\\d{2,4})?(?![a-z])`,
    'g',
  ),
  /(?<![a-z0-9])(?:front desk|reception|lobby|warehouse|workshop|shop floor|canteen|boardroom|auditorium|server room|loading dock|print room|mail room|training room|big meeting room|main meeting room)(?![a-z])/g,
];

/** Where to go: building, floor, room or desk; the longest mention at a place. */
export function findLocations(read: ReadText): readonly Finding[] {
  return longestOnly(findAll(read.text, [...chinese, ...english])).map((finding) =>
    trimmed(read.text, finding),
  );
}

function trimmed(text: string, { start, end }: Finding): Finding {
  const raw = text.slice(start, end);
  return {
    start: start + raw.length - raw.trimStart().length,
    end: start + raw.replace(/[\s的]+$/, '').length,
  };
}
