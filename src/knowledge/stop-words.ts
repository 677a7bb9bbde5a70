/**
 * Words that say nothing about which article is meant: grammar, politeness, and what every report holds ("problem",
 * "help"). Compared as typed, before stemming, apostrophes left out.
 */
export const stopWords: ReadonlySet<string> = new Set(
  `a about after again all also am an and any anybody anyone anything are as asap at be because been before being but by
  can cant cannot company could couldnt day days did didnt do does doesnt doing done dont each either else even ever every
  everyone everything few for from get gets getting give go goes going good got guys had has hasnt have havent having he
  hello help her here hey hi him his hour hours how i id if ill im in into is isnt issue issues it its itself ive just
  keep keeps kind know let like little lot make makes many may maybe me mine minute minutes month months more morning
  most much must my myself need needs never new no nobody none nor not nothing now of off ok okay on once one only or
  other our ours out over own people please pls possible problem problems question quite really right said same say says
  see seem seems she should since so some somebody someone something soon sorry still stuff such super sure take team than
  thank thanks that thats the their them then there these they thing things think this those though through time times
  to today tomorrow tonight too try trying two under until up upon us use used using very want wants was wasnt way we
  week weeks well went were werent weve what whats when where which while who whom whose why will with within without
  wont would wouldnt yes yesterday yet you your yours`.split(/\s+/),
);

/** Han characters of grammar: a pair with one of them tells less, a pair of two tells nothing. */
export const stopCharacters: ReadonlySet<string> = new Set(
  '的了我是在有就都也和着过吗呢吧啊呀哦嗯你您他她它们这那哪个些么什怎谁还又再要会能可以不没一二两上下里中大小多少去来到得地很太被把让给跟对与及或而但因为所已经正从向于之其某每各几点今明昨天年月日时候刚才现直想说看用做弄搞请问帮忙谢麻烦好',
);

/** Pairs that say as little. */
export const stopPairs: ReadonlySet<string> = new Set(
  '公司 问题 老师 同事 领导 客户 部门 办公 知道 突然 一直 老是 总是 出现 情况 东西 事情 告诉 需要 应该 觉得 感觉 发现 开始 晚上 早上 上午 下午 中午 周末 马上 尽快 着急 急用 如何 自己 别人 大家 有人 起来 出来 进去 进来 过来 解决 处理 方法 办法 流程'.split(
    ' ',
  ),
);

/** Passed over, so that 电脑很卡 is 电脑卡 and 打印机的驱动 is 打印机驱动. */
export const fillers: ReadonlySet<string> = new Set('的了很太好吗呢啊吧呀超');

/** Around what is meant, in a question that holds nothing else: 我忘记密码了怎么办, "the printer is offline". */
export const openings: ReadonlySet<string> = new Set(
  '我 你 怎 么 办 请 问 是 个 有 a an the my our i is are please hi hello'.split(' '),
);
