import type { ReadText } from '../text/reading.ts';
import { findAll, longestOnly, type Finding } from '../text/finding.ts';

const numbers = [
  // Mainland mobile, Taiwan mobile, landline with area code, international. https://www.itu.int/rec/T-REC-E.164
  /(?<![\d-])1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?![\d-])/g,
  /(?<![\d-])09\d{2}[\s-]?\d{3}[\s-]?\d{3}(?![\d-])/g,
  /(?<![\d-])\(?0\d{2,3}\)?[\s-]\d{3,4}[\s-]?\d{4}(?:[\s-]?(?:转|ext\.?|x)\s?\d{2,6})?(?![\d-])/g,
  /(?<![\d-])0(?:10|2\d|[3-9]\d{2})\d{7,8}(?![\d-])/g,
  /(?<![\d])\+\d{1,3}[\s-]?(?:\(\d{1,4}\)[\s-]?)?\d{2,4}(?:[\s-]?\d{2,4}){1,4}(?!\d)/g,
  /(?<![\d-])\d{3}-\d{3}-\d{4}(?![\d-])/g,
  // 分机 8021, ext 5512, call me at 5512
  /(?:分机号?|内线|短号|座机|电话|手机号?|打我|联系方式|ext\.?|extension|call me (?:at|on)|reach me (?:at|on)|phone|tel|my number is|number is)\s*(?:是|:|#|号码?是?)?\s*(?<value>\d{3,6}(?:-\d{2,6})?)(?![\d年月点楼层号])/dg,
];

export function findPhones(read: ReadText): readonly Finding[] {
  return longestOnly(findAll(read.text, numbers));
}
