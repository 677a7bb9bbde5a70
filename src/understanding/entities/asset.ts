import type { ReadText } from '../text/reading.ts';
import { findAll, longestOnly, type Finding } from '../text/finding.ts';

const tags = [
  // PC-01234, NB0231, IT-00417: prefixes that stand on stickers. Model numbers (HP-1020, KB-5031455) have other ones.
  /(?<![a-z0-9-])(?:pc|nb|lt|dt|mb|mbp|ws|it|lap|prn|prt|mon|ast|asset|zc|bg|dn|tab|tp|dk|hw|eq|inv|fa)[-_]\d{3,8}(?![a-z0-9])/g,
  /(?<![a-z0-9-])(?:pc|nb|lt|dt|ws|lap|prn|mon|ast|zc|bg|dn)\d{4,8}(?![a-z0-9])/g,
  /(?:资产编号|资产号|资产标签|资产码|固定资产号?|设备编号|机器编号|贴的编号|标签号|asset tag|asset number|asset no\.?|asset id|asset|inventory number|sticker says|tag)\s*(?:是|为|:|#|is)?\s*(?<value>(?=[a-z0-9-]*\d)[a-z0-9][a-z0-9-]{2,19})/dg,
];

export function findAssets(read: ReadText): readonly Finding[] {
  return longestOnly(findAll(read.text, tags));
}
