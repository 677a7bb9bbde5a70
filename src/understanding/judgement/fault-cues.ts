/**
 * How people say that something is stopped, blocked or degraded. Chinese after folding to Simplified; English in lower
 * case with or without apostrophes.
 */

/** Production or business is said to stand still. */
export const stopped: readonly RegExp[] = [
  /(?:产线|生产线|流水线|生产|车间|工厂|业务|营业|门店|收银|仓库|整条线|发货|出货)[^,，。;；!！?？]{0,6}(?:停了|停工|停产|停线|停摆|停下|瘫痪|瘫了|中断|断了|做不了|干不了|动不了|走不动|全停|都停)/g,
  /停产|停工|停线|停业|停摆|没法营业|无法营业|不能营业|营业不了|没法收银|收不了银|收不了款|收不了钱|结不了账|发不了货|发不出货|出不了货|无法发货|不能发货|没法发货|不能生产|无法生产|没法生产/g,
  /(?<![a-z])(?:(?:production|the line|assembly line|production line|line \d|the plant|the factory|business|operations|the shop|the store|the warehouse|shipping|checkouts?|registers?)(?: floor)? (?:is |are |has |have |was |came to |been |all |completely |now |just )*(?:stopped|standing still|at a standstill|a standstill|halted|down|idle|stops|stands still|paralysed|paralyzed|stuck)|line[- ]?stop|(?:can't|cannot|cant|can not|unable to|no way to) (?:ship|ship anything|ship orders|sell|sell anything|take payments?|take cards?|serve customers|charge customers|check ?out customers|produce|invoice anyone)|standing still|at a standstill)(?![a-z])/g,
];

const notDenied = '(?<!(?:不是|并非|不是说|不算|没有说|没说)(?:完全|真的|彻底|全部|都)?)';

/** It cannot be used at all. */
export const blocked: readonly RegExp[] = [
  // Any verb that does not come off: 打不开, 转不出来, 降不下来, 解析不了; not 受不了, 等不了, 了解不到位
  new RegExp(
    `${notDenied}(?:打印|访问|提交|保存|连接|登录|启动|开机|下载|上传|同步|扫描|加载|使用|识别|安装|打开|进入|切换|解析|(?![受少免大等忍想说差对犯])\\p{Script=Han})不(?:了(?!解|起)|开(?!会|心)|上去?|到(?!位)|出来?|出去|进去?|进来|下去|下来|着|通|成(?!功)|动|起来|回来|全)`,
    'gu',
  ),
  new RegExp(
    `${notDenied}(?:不能(?:用|上网|登|打|开|启|访|连|使|发|收|进|看|保存|提交|播|说话|编辑)|无法|没法|没反应|没有反应|无反应|没响应|无响应|未响应|没动静|不工作|失灵|失效|坏了|坏掉|挂了|瘫痪|瘫了|死机|黑屏|蓝屏|崩溃|崩了|闪退|不亮|没声音|没有声音|没声|没信号|无信号|没网|断网|网断|没有网|失败|被锁|锁定|锁了|锁住|冻结|停用|禁用|过期|忘了|忘记|密码错误|密码不对|拒绝|没(?:有)?[^,，。]{0,4}权限|无权|丢了|丢失|弄丢|被偷|被盗|不见了|没了|误删|删了|删掉|覆盖了|被加密|中毒|中病毒|勒索|报错|出错|不认|识别不|不通|起不来|罢工|过不去|不行|不好使|不显示|不开机|不充电|全断|卡死|卡住|卡纸|脱机|不响应|不弹|不动了|不转|不出纸|不出声|登不|连不|打不|不来|收不|进不|断了|掉了|超时|感叹号|不见|被黑|被控制|中招|不跳转|红叉|报.{0,3}错|跑不|起不|读不|认不|用不|搜不|传不|存不|看不|没画面|无画面|没有画面|没音频|没有音频|空白(?!页)|白屏|灰屏|加载中|一直加载|卡在|卡成|没下文|死了|没流量|没墨|空间不足|配额不足|不接受|损坏|断开|亮红灯|进水|烧了|循环|全灭|起不|一直连接|正在连接|请联系管理员|0x[0-9a-f]{4}|错误\\s?\\d+|没有输入设备|没任务|全是0|是空的|全空)`,
    'g',
  ),
  /(?<!not (?:really |completely |entirely |totally )?)(?<![a-z])(?:can't|cannot|cant|can not|couldn't|couldnt|unable to|won't|wont|will not|doesn't|doesnt|does not|don't work|dont work|isn't working|isnt working|is not working|not working|aren't working|stopped working|no longer works?|not able to|refuses to|fails? to|failed|failing|fails|dead|died|broken|broke|is down|went down|are down|goes down|no (?:signal|sound|internet|connection|network|power|display|picture|access|audio|wifi|wi-fi|network access)|locked out|locked|lock(?:ed)? me out|blocked|denied|disabled|suspended|expired|forgot|forgotten|lost|stolen|missing|gone|vanished|disappeared|deleted|overwritten|encrypted|crash(?:es|ed|ing)?|frozen|freezes|froze|hangs|hung|bsod|blue screen|black screen|blank|unresponsive|not responding|nothing happens|no response|stuck|jammed|paper jam|rejected|invalid|incorrect|wrong password|not recogni[sz]ed|isn't recogni[sz]ed|not detected|never arrives?|not coming|not received|haven't received|bounced|nothing comes|out of order|kaputt?|error|not connecting|timed out|times out|not found|unreachable|not loading|not opening|not printing|not charging|not syncing|not sending|never came|shut ?s? down|got hacked|hacked|hijacked|infected|ransomware|offline|not reachable|disconnected|empty|exits?|quits?|closes (?:itself|by itself|immediately|right away|as soon as|every time|on its own)|don't open|dont open|not showing|not updating|never shows|no longer|unsuccessful|unavailable|not available|nothing (?:shows|works|opens|loads|prints|happens)|shows nothing|(?:systems?|network|server|vpn|wifi|internet|site|portal|everything|app) down|(?:screen|tv|display|monitor|is|stays|remains|goes|all|just|turned|still) black|don't (?:connect|sync|print|show|load|start|respond|arrive|charge|turn|boot|play|ring|type|update|appear|come|accept|let|reach|receive|get any|see)|no (?:dial tone|wireless|video|mic|ip|service|response|tone|prompt|link|drive letter)|unexpectedly|white screen|(?:stays|goes|is|completely|all) dark|dark screen|not joining|not going out|not generated|not starting|stopped (?:replying|syncing|responding|printing|charging|receiving|sending)|(?:login|sign-?in|boot|restart|reboot) loop|loop(?:s|ing)?|reconnecting|no bootable|stop code|red light|red x|quota exceeded|over (?:the )?(?:limit|quota)|corrupt\w*|torn|ripped|fell off|spilled|spilt|got wet|water|undeliverable|limited connectivity|unidentified network|not enough (?:memory|resources|space)|no batteries|terminated|cannot be|stops working|connection lost|not visible|0x[0-9a-f]{4,16}|out of (?:toner|ink|memory|space)|can't be|refused|timeout|cut off|ran out|can not be|kicked out|not accepted|not ringing|does nothing|nothing works)(?![a-z])/g,
];

/** Said of blocked things too: they come and go, so they are degraded. */
export const intermittent: readonly RegExp[] = [
  /有时候?|偶尔|时不时|断断续续|不稳定|时好时坏|时断时续|一会儿?好|一会儿?坏|一会儿?断|动不动|间歇|偶发|不定时|随机|每隔|每过|隔一会|过一会|老掉线|老是掉|总掉|经常|频繁|老断|老是断|总是断|总断|一阵一阵|十次有|几次才/g,
  /(?<![a-z])(?:sometimes|occasionally|intermittent(?:ly)?|on and off|off and on|every (?:few|couple of|\d+|ten|five|other|so often|now and then)(?: \w+)?|randomly|at random|now and then|from time to time|once in a while|comes and goes|unstable|flaky|hit and miss|hit or miss|half the time|keeps (?:dropping|disconnecting|cutting out|losing|kicking|falling)|drops (?:out|every|after|all)|cuts out|in and out|not always|several tries|a few tries|most of the time)(?![a-z])/g,
];

/** A way round is stated, or it still works somehow. */
export const workable: readonly RegExp[] = [
  /还能(?!不能)(?:用|凑合|上|打|连|登|开|撑|看|收|发|进)?|还可以用|凑合|将就|勉强|暂时(?:先)?用|先用着|先拿|能用(?:但|就是|不过|只是)|(?:手机|网页|网页版|浏览器|平板|热点|备用机?|同事的?|别的电脑|另一台|笔记本)(?:上|版|里|端)?(?:还|倒|都|就|又)?(?:是)?(?:可以|能(?!不能)|正常|没问题|好的|行)|用(?:手机|热点|网页版|备用|同事)[^,，。]{0,6}(?:顶|代替|顶着|凑合|先|办公|撑)|重启(?:一下|之后|后|就)*(?:能)?(?:好|行|可以|正常|恢复)|重新(?:登录|打开|连接|插拔)[^,，。]{0,4}(?:就好|就行|能好|可以)|拔了重插|多试几次(?:能|就)|刷新(?:一下|几次|就)*(?:好|行|可以)|不影响(?:使用|办公|工作)|影响不大|问题不大|绕过|只是(?!会)/g,
  /(?<![a-z])(?:still (?:works?|working|prints?|opens?|usable|get by|use it|can)|can still|works? (?:fine |ok |okay )?(?:on|in|from|via|through|with|over) (?:my |the |a |another )?(?:phone|mobile|browser|web|webmail|hotspot|tablet|ipad|colleague'?s?|other|usb|cable|wifi|spare)|works? (?:again )?(?:after|if|when|once) (?:i |a |you )?(?:restart|reboot|reconnect|replug|unplug|refresh|log|sign|wiggle)|workaround|work around it|a way around|get by|making do|make do|managing with|for now (?:i|i'm|im|we)|using (?:my|a|the) (?:phone|hotspot|tablet|ipad|colleague'?s?|personal|spare|old|webmail|browser|private)|living off|borrowed|webmail works|the web version works|not blocking|nothing dramatic|only an? (?:annoyance|inconvenience)|just (?:slow|annoying)|only slow|usable)(?![a-z])/g,
];

/** "Not down, only slow." */
export const denied: readonly RegExp[] = [
  /(?:不是|并非|不算)(?:说)?(?:完全|真的|彻底|全部|都)?(?:连不上|打不开|用不了|登不上|坏了?|不能用|上不了|断网|死机|没网|开不了机)|没(?:完全|彻底)?(?:坏|断|挂)/g,
  /(?<![a-z])(?:not|isn't|isnt|aren't) (?:really |completely |entirely |totally |quite )?(?:down|broken|dead|blocked|gone|crashed|stuck)(?![a-z])|not that (?:it|i) (?:can't|cannot|won't|doesn't|is)/g,
];

/** It works, badly or in part. */
export const degraded: readonly RegExp[] = [
  /慢|卡顿|很卡|太卡|特别卡|好卡|巨卡|有点卡|越来越卡|老卡|总卡|卡得|一卡一卡|卡卡的|(?<![显网声刷打磁])卡(?=[,，。!！\s]|$)|模糊|条纹|黑线|白线|竖线|竖条|花屏|闪屏|闪烁|一闪|抖动|噪音|杂音|回音|回声|啸叫|异响|声音小|听不清|看不清|延迟|掉线|断线|发烫|很烫|发热|过热|风扇|续航|耗电|掉电快|部分|有些|个别|某些|半天|转圈|弹窗|弹广告|广告|乱码|不准|歪|偏色|发紫|乱跳|闪(?!退)|冲突|一直(?:排队|刷新|转|要|让|断|在|嗡|叫|响|响着)|嗡嗡|滋滋|只有一(?:格|个|边|半)|一半|弱|黑斑|跑位|缺字|反的|颠倒|自己(?:重启|关)|自动(?:重启|关机)|突然关机|丢包|\d{3}多?ms|下载.{0,3}几十k|发黄|发绿|太淡|掉粉|连击|不灵敏|不太灵|粘|松了|接触不良|满了|快满|不够|变小|不同步|老提示|总提示|一直提示|一直弹|老弹|反复|自己跳|飘|错位|对不上|重复|少了|缺了|垃圾邮件|可疑|风险/g,
  /(?<![a-z])(?:slow(?:ly|er|s)?|sluggish|lag(?:s|gy|ging)?|takes (?:ages|forever|minutes|an hour|\d+ \w+|a long time|so long)|choppy|stutter(?:s|ing)?|robotic|crackl\w+|noisy|noise|loud|hot|overheat\w*|battery (?:drains|lasts|life)|drains|blurry|faded|faint|streaks?|lines|smudg\w+|crooked|flicker\w*|flash(?:es|ing)|echo\w*|distort\w*|delayed?|disconnects?|drops|dropping|partly|partially|some of|some pages|only some|one of the|weak|poor|bad quality|garbled|duplicates?|popups?|pop-ups|pop ups|ads|spam|double|repeats|out of sync|wrong|full|low on|running out|annoying|glitch\w*|buggy|keeps asking|keeps popping|keeps saying|crawl\w*|packet loss|terrible|half|halfway|late|restarting|conflict\w*|bad|weak|purple|pinkish|humming|screech\w*|twice|upside down|too light|garbage|high ping|reboots|turns off|switches off|cuts off|again and again|keeps \w+ing|stops (?:at|halfway)|only (?:left|right|half|one)|some keys|forever|suspicious|strange|weird|odd)(?![a-z])/g,
];
