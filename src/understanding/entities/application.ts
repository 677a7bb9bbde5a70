import type { ReadText } from '../text/reading.ts';
import { findAll, longestOnly, type Finding } from '../text/finding.ts';

const applications = [
  /企业微信|企微|(?<!企业)微信|钉钉|飞书|腾讯会议|企业qq|云之家|腾讯文档|金山文档|石墨文档|百度网盘|坚果云|企业网盘|向日葵|福昕|搜狗输入法|火绒|电脑管家|谷歌浏览器|火狐|深信服|零信任/g,
  /用友(?:u8|nc|u9)?|金蝶(?:云星空|k3|eas)?|泛微|致远|蓝凌|鼎新|浪潮|每刻|北森|红圈|纷享销客|(?:费控|报销|人事|财务|考勤|采购|合同|审批|hr|crm|erp|oa|mes|wms|plm)系统/g,
  /(?<![a-z0-9])(?:anyconnect|easyconnect|globalprotect|forticlient|openvpn|wireguard|zscaler|atrust|citrix|teamviewer|todesk|anydesk|vmware horizon)(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:outlook|foxmail|thunderbird|onenote|onedrive|sharepoint|excel|powerpoint|ppt|visio|wps|office 365|office365|microsoft 365|m365|acrobat|adobe reader|foxit|power\s?bi|tableau|notion|miro|xmind)(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:ms |microsoft )?word(?= (?:crash|keeps|freez|hang|won't|wont|doesn't|doesnt|is not|isn't|document|file|can't|cannot|stop|quit|clos|open))|(?<=(?:ms|microsoft|in|open|opening|and|or|excel,?) )word(?![a-z0-9])|(?<![a-z0-9 ]|[a-z] )word(?=\s?[\p{Script=Han}])|(?<=\p{Script=Han}\s?)word(?![a-z0-9])/gu,
  /(?<![a-z0-9])teams(?= (?:won't|wont|keeps|crash|is not|isn't|doesn't|doesnt|can't|app|call|meeting|chat|on my|says|stuck|freez))/g,
  /(?<![a-z0-9])(?:microsoft teams|ms teams|zoom|slack|webex|skype|google meet|dingtalk|wecom|wechat|feishu|lark|tencent meeting|voov|whatsapp|telegram)(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:chrome|firefox|safari|microsoft edge|internet explorer|edge browser|edge浏览器)(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:autocad|solidworks|photoshop|illustrator|indesign|premiere|after effects|lightroom|figma|sketchup|revit|catia|matlab|spss|labview|coreldraw|axure|cad|navicat|vs ?code|visual studio|intellij|pycharm|docker|postman|xshell|git|jdk|python)(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:sap(?: gui)?|oracle|salesforce|netsuite|workday|concur|successfactors|dynamics(?: 365)?|odoo|servicenow|jira|confluence|gitlab|github|erp|crm|oa|mes|wms|plm|srm)(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:google authenticator|microsoft authenticator|authenticator|okta(?: verify)?|duo|bitlocker|crowdstrike|symantec|mcafee|sophos|kaspersky|windows defender|defender)(?![a-z0-9])/g,
];

/** Names that are also common English words: only where typed with a capital. */
const capitalised = [/(?<![a-z0-9])(?:teams|edge|word|access|project|lark|line)(?![a-z0-9])/g];

export function findApplications(read: ReadText): readonly Finding[] {
  const { original, starts } = read.aligned;
  const isCapital = ({ start }: Finding): boolean => {
    const at = starts[start] ?? 0;
    const first = original.charAt(at);
    // At the start of a sentence every word has a capital.
    return first !== first.toLowerCase() && !/(?:^|[.!?。]\s*)$/.test(original.slice(0, at));
  };
  return longestOnly([
    ...findAll(read.text, applications),
    ...findAll(read.text, capitalised).filter(isCapital),
  ]);
}
