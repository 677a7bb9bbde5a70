import type { ReadText } from '../text/reading.ts';
import { findAll, longestOnly, type Finding } from '../text/finding.ts';

const printerMakers =
  '(?:hp|惠普|canon|佳能|epson|爱普生|brother|兄弟|ricoh|理光|xerox|富士施乐|施乐|kyocera|京瓷|konica|柯美|柯尼卡|zebra|斑马|lenovo|联想|dell|戴尔|pantum|奔图|samsung|三星|sharp|夏普|logitech|罗技|jabra|poly|polycom|宝利通|lg|aoc|benq|明基)';

/** Makers and models, the most telling names. */
const models = [
  /(?<![a-z0-9])(?:thinkpad|thinkbook|thinkcentre|ideapad)(?:\s?[a-z]{1,2}\d{1,3}[a-z]?)?(?:\s(?:carbon|yoga|gen\s?\d{1,2}))*(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:macbook(?:\s(?:pro|air))?|imac|mac mini|mac studio)(?:\sm\d)?(?![a-z0-9])/g,
  /(?<![a-z0-9])surface(?:\s(?:pro|laptop|go|book|hub))?(?:\s\d{1,2})?(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:dell\s)?(?:latitude|optiplex|precision|xps|inspiron|vostro)(?:\s?\d{2,5})?(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:hp\s)?(?:elitebook|probook|zbook|elitedesk|prodesk|laserjet|officejet|deskjet|pagewide)(?:\s(?:pro|enterprise|mfp))*(?:\s?[a-z]?\d{2,5}[a-z]{0,3})?(?:\sg\d{1,2})?(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:iphone|ipad)(?:\s?\d{1,2})?(?:\s(?:pro|air|mini|max|plus))*(?![a-z0-9])/g,
  new RegExp(
    `(?<![a-z0-9])${printerMakers}[\\s-]?(?:[a-z]{1,10}[\\s-]?)?\\d{2,5}[a-z]{0,4}(?![a-z0-9楼层号点])`,
    'g',
  ),
  new RegExp(
    `(?<![a-z0-9])${printerMakers}\\s?的?(?:彩色|黑白|激光|针式|标签|多功能)?(?:打印机|复印机|一体机|扫描仪|显示器|笔记本|台式机|鼠标|键盘|耳机|printer|copier|scanner|monitor|laptop|mouse|keyboard|headset|mfp)`,
    'g',
  ),
  /(?<![a-z0-9])(?:maxhub|clickshare|airpods|yubikey|polycom)(?![a-z0-9])/g,
];

/** What a thing is, where no model is named. */
const nouns = [
  /(?:彩色|黑白|激光|针式|标签|热敏|多功能|条码)?(?:打印复印一体机|打印机|复印机|打印一体机|扫描仪|传真机|碎纸机)/g,
  /会议(?:一体机|平板|终端|电话|主机)|视频(?:会议)?终端|投影仪|投影|幕布|智能白板|电子白板|大屏幕|大屏|电视机?|无线投屏器?|投屏器|翻页笔|遥控器|八爪鱼/g,
  /笔记本电脑|平板电脑|笔记本|台式电脑|台式机|工作站|电脑|主机|平板|本子/g,
  /外接显示器|显示器|副屏|显示屏|(?:蓝牙|无线)?(?:鼠标|键盘|耳机|耳麦)|麦克风|话筒|摄像头|音箱|扬声器|扩展坞|拓展坞|转接头|读卡器|扫码枪|扫描枪|手写板|数位板|高拍仪|加密狗/g,
  /移动硬盘|硬盘|u盘|优盘|sd卡|路由器|交换机|座机|手机|电源适配器|充电器|电池|令牌|门禁卡/g,
  /(?<![a-z0-9])(?:(?:label|color|colour|network|laser|office|barcode|hand)\s)?(?:printer|copier|scanner|plotter|fax machine|photocopier)s?(?![a-z])/g,
  /(?<![a-z0-9])(?:laptop|notebook|desktop(?: computer| pc)|workstation|computer|pc|tablet|chromebook|mac)s?(?![a-z0-9])/g,
  /(?<![a-z0-9])(?:(?:second|external|dual)\s)?(?:monitor|display)s?(?![a-z])/g,
  /(?<![a-z0-9])(?:(?:wireless|bluetooth|usb)\s)?(?:mouse|keyboard|headset|headphones|earbuds|webcam|speakers?|microphone|docking station|dock|usb hub|usb stick|usb drive|external drive|hard drive|thumb drive|flash drive|charger|power adapter|trackpad|touchpad|card reader)(?![a-z])/g,
  /(?<![a-z0-9])(?:projector|beamer|conference phone|whiteboard|smartboard|video wall|tv|television|clicker|remote control|router|network switch|desk phone|phone|hardware token)(?![a-z])/g,
];

/** Models first: where one is named, the bare nouns around it add nothing. */
export function findDevices(read: ReadText): readonly Finding[] {
  const named = longestOnly(findAll(read.text, models));
  return named.length > 0 ? named : longestOnly(findAll(read.text, nouns));
}
