import { originalWords } from '../text/aligned-text.ts';
import type { ReadText } from '../text/reading.ts';
import { findAll, longestOnly, type Finding } from '../text/finding.ts';

const codes = [
  // 提示691, 提示 0809: what is shown, without the word that announces it
  /(?:提示|显示|弹出)\s*:?\s*(?<value>\d{3,5})(?![0-9a-z%.:-]|\s?[个人次点楼层号室年月日分秒元兆张页条mgk])/dg,
  /(?<![a-z0-9])0x[0-9a-f]{4,16}(?![a-z0-9])/g,
  // 错误 809, 错误代码: 691, 报错500, 提示 619, error 691, error code: 5003, stop code 0xc1
  /(?:错误代码|错误码|错误号|错误|报错|代码|故障码|状态码|error code|error no\.?|error|err|stop code|code|http)\s*(?:是|为|:|#|-|=)?\s*(?:[a-z]{1,4}[-.]?)?\d{2,7}(?:[.-]\d+)*(?![a-z0-9点楼层号室年月日分秒次个人])/g,
  // 809错误, 404 not found, 500 internal server error
  /(?<![a-z0-9.])\d{3,5}\s?(?:错误|报错)/g,
  /(?<![a-z0-9.])(?:40[0-9]|41[0-9]|42[0-9]|50[0-9])\s(?:not found|bad gateway|forbidden|unauthorized|internal server error|service unavailable|gateway timeout|error)/g,
  /(?<![a-z0-9])(?:\d{2}\.\d{1,2}(?:\.\d{2})?)(?= (?:\w+ )?error)/g,
  /(?<![a-z0-9_])(?:err|dns_probe|net|nt|ssl|status|ora|sec|inet)_[a-z0-9_]{4,}/g,
  /(?<![a-z0-9])(?:aadsts|ora-|0x|sc)\d{3,9}(?![a-z0-9])/g,
];

/** Only where typed in capitals: E-12, E04, CRITICAL_PROCESS_DIED. In small letters they are ordinary words or models. */
const capitalCodes = [
  /(?<![a-z0-9])e-?\d{2,4}(?![a-z0-9])/g,
  /(?<![a-z0-9_])[a-z][a-z0-9]+(?:_[a-z0-9]+){1,7}(?![a-z0-9_])/g,
];

const announces =
  '(?:提示|报错|显示|弹出|弹窗|弹了|写着|说|跳出|says?|saying|said|error|message|shows?|showing|popup|get|gives?|displays?|reads?)';

const quotedText = [
  new RegExp(
    `${announces}[^"“「『']{0,14}["“「『'](?<value>[^"”」』]{3,120}?)(?:["”」』]|'(?![a-z]))`,
    'dgu',
  ),
  // 提示连接超时, 报错:无法访问目标主机 – without quotes only where the words sound like an error
  /(?:提示|报错|弹出|显示)\s*[:,]?\s*(?<value>[^\s,，。;；!！?？"“「]{0,14}(?:失败|超时|无法|拒绝|不足|异常|不存在|无效|不正确|未响应|已过期|被占用|不可用|找不到|不能)[^\s,，。;；!！?？"”」]{0,20})/dgu,
  /(?:error message|error|message):\s*(?<value>[a-z][^.;!?\n]{4,80})/dg,
];

/** Error codes and error texts, as they would be searched for. */
export function findErrors(read: ReadText): readonly Finding[] {
  const inCapitals = ({ start, end }: Finding): boolean => {
    const typed = originalWords(read.aligned, start, end);
    return typed === typed.toUpperCase();
  };
  const found = [...findAll(read.text, codes), ...findAll(read.text, capitalCodes).filter(inCapitals)];
  const texts = findAll(read.text, quotedText).filter(
    ({ start, end }) => !found.some((code) => code.start < end && start < code.end),
  );
  return longestOnly([...found, ...texts]);
}
