/** Words that steer a dialogue, in Chinese (both scripts) and English. */
export type DialogWord =
  | 'back'
  | 'skip'
  | 'cancel'
  | 'yes'
  | 'no'
  | 'solved'
  | 'not-solved'
  | 'thanks'
  | 'unknown'
  | 'edit'
  | 'wrong-category';

const patterns: readonly (readonly [DialogWord, RegExp])[] = [
  ['back', /^(返回|上一步|上一个|上一個|退一步|back|previous|go back)$/],
  ['skip', /^(跳过|跳過|略过|略過|过|下一个|下一個|skip|pass|next)$/],
  [
    'cancel',
    /^(取消|算了|不报了|不報了|不用了|不用(?:处理|處理|修|管|弄)了|不需要了|没事了|沒事了|先不报了|撤销|撤銷|cancel|never ?mind|stop|forget it|quit|no longer needed)$/,
  ],
  [
    'not-solved',
    /^(没解决|沒解決|没有解决|没好|沒好|还没好|還沒好|还没有|還沒有|还是不行|還是不行|还不行|還不行|不行|没用|沒用|还没|還沒|没解决呢|not solved|(?:it |that |this )?(?:still )?(?:didn'?t|doesn'?t|did not|does not) (help|work)|not (fixed|working|yet)|(?:it'?s |it is )?still (broken|not working|doesn'?t work|no)|no luck)/,
  ],
  [
    'solved',
    /^(解决了|解決了|已解决|已解決|好了|可以了|搞定|搞定了|行了|没问题了|沒問題了|修好了|能用了|可以用了|已经好了|已經好了|现在好了|現在好了|恢复了|恢復了|solved|fixed|it works|works( now)?|all (good|set|fine)|resolved|that (worked|helped|did it)|(it'?s |it is |all )?(now )?(fine|good|ok|okay|working|fixed|solved|back) (now|again)|(it'?s |it is )(fine|working|fixed|solved|resolved|all good))/,
  ],
  ['thanks', /^(谢谢|謝謝|感谢|感謝|多谢|多謝|辛苦了|3q|thanks|thank you|thx|ty|cheers|great,? thanks)/],
  [
    'yes',
    /^(是|是的|对|對|对的|對的|嗯|嗯嗯|好|好的|确认|確認|确定|確定|提交|送出|没错|沒錯|可以|行|就这样|就這樣|没问题|沒問題|提交吧|送出吧|可以提交|好的?[,， ]?提交吧?|yes|y|yep|yeah|yup|ok|okay|sure|confirm|correct|(?:please )?(?:submit|send)(?: it)?(?: please| now)?|go ahead|(?:looks|that'?s|all) (?:good|right|fine|correct))$/,
  ],
  ['no', /^(不|不是|不对|不對|没有|沒有|否|无|無|错了|錯了|no|nope|n|none|n\/a|wrong|not really)$/],
  ['edit', /^(修改|改一下|改|编辑|編輯|edit|change)$/],
  ['wrong-category', /^(分类不对|分類不對|分类错了|分類錯了|类别不对|類別不對|wrong category)$/],
  [
    'unknown',
    /^(?:我(?:也|真|是)*|这个?我?(?:也|真)*|這個?我?(?:也|真)*|i'?m |i am |i (?:really )?)?(不知道|不清楚|不确定|不確定|不晓得|不曉得|不会看|不會看|看不懂|不懂|忘了|记不清|記不清|没注意|沒注意|找不到|(?:don'?t|do not) know|dunno|not sure|no idea|no clue|unsure|idk|can'?t (?:tell|find it)|(?:don'?t|do not) have (?:one|it|that))(?:[啊呢哦]|,? sorry)?$/,
  ],
];

const takenBack =
  /又|但|不过|不過|可是|没有$|沒有$|还是|還是|只是|\bbut\b|however|except|\bstill\b|\bthough\b|\bnot\b|n't\b/;

/** The steering word a whole message amounts to, or undefined. */
export function findDialogWord(text: string): DialogWord | undefined {
  const word = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[\s/]+|[\s。.!！~～,，]+$/gu, '')
    .replaceAll('’', "'");
  if (word.length > 40) return undefined;
  const found = wordOf(word) ?? verdictAfterLeadIn(word);
  // "好了吗", "好了一会又不行了": nobody said that it works.
  if (found === 'solved' && (looksLikeQuestion(text) || takenBack.test(word))) return undefined;
  return found;
}

function wordOf(word: string): DialogWord | undefined {
  return patterns.find(([, pattern]) => pattern.test(word))?.[0];
}

const leadIn = /^(?:好的?|嗯+|哦|噢|太好了|ok|okay|great|good|nope|no|yes|yeah|yep|oh)[\s,，!！。.]+(?=\S)/;

/** "Great, it works", "nope, still broken": a word of its own in front changes nothing of the verdict. */
function verdictAfterLeadIn(word: string): DialogWord | undefined {
  const rest = word.replace(leadIn, '');
  const found = rest === word ? undefined : wordOf(rest);
  return found === 'solved' || found === 'not-solved' ? found : undefined;
}

/** `不是，是三楼那台` → `是三楼那台`'s content; undefined where the text does not correct anything. */
export function findCorrection(text: string): string | undefined {
  const match =
    /^(?:不是(?:的)?|不对|不對|错了|錯了|说错了|說錯了|搞错了|更正(?:一下)?|改成|改为|改為|应该是|應該是|no|nope|actually|sorry|wait|correction|i meant?|change (?:it|that) to|make that)[\s,，。:：、!！;；-]*(?:(?:应该|應該)?是|it'?s|i meant?|改成|改为|改為)?[\s,，:：]*(.+)$/isu.exec(
      text.trim(),
    );
  const rest = match?.[1]?.trim();
  return rest === undefined || rest === '' ? undefined : rest;
}

/** Someone asks instead of answering. */
export function looksLikeQuestion(text: string): boolean {
  const trimmed = text.trim();
  return (
    /[?？]$/.test(trimmed) ||
    /(吗|嗎|呢|么)[。!！]?$/.test(trimmed) ||
    /^(为什么|為什麼|怎么|怎麼|如何|什么是|什麼是|啥是|多久|要多久|哪里|哪裡|(?:why|how|what|when|where|who|can i|could|is there|do i)\b)/i.test(
      trimmed,
    )
  );
}
