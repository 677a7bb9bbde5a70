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
    /^(取消|算了|不报了|不報了|不用了|没事了|沒事了|先不报了|撤销|撤銷|cancel|never ?mind|stop|forget it|quit)$/,
  ],
  [
    'not-solved',
    /^(没解决|沒解決|没有解决|没好|沒好|还没好|還沒好|还没有|還沒有|还是不行|還是不行|还不行|還不行|不行|没用|沒用|还没|還沒|没解决呢|not solved|didn'?t (help|work)|doesn'?t (help|work)|not (fixed|working|yet)|still (broken|not working|doesn'?t work|no)|no luck)/,
  ],
  [
    'solved',
    /^(解决了|解決了|已解决|已解決|好了|可以了|搞定|搞定了|行了|没问题了|沒問題了|修好了|能用了|可以用了|solved|fixed|it works|works( now)?|all good|resolved|that (worked|helped|did it))/,
  ],
  ['thanks', /^(谢谢|謝謝|感谢|感謝|多谢|多謝|辛苦了|3q|thanks|thank you|thx|ty|cheers|great,? thanks)/],
  [
    'yes',
    /^(是|是的|对|對|对的|對的|嗯|嗯嗯|好|好的|确认|確認|确定|確定|提交|送出|没错|沒錯|可以|行|yes|y|yep|yeah|ok|okay|sure|confirm|submit|correct)$/,
  ],
  ['no', /^(不|不是|不对|不對|没有|沒有|否|错了|錯了|no|nope|n|wrong|not really)$/],
  ['edit', /^(修改|改一下|改|编辑|編輯|edit|change)$/],
  ['wrong-category', /^(分类不对|分類不對|分类错了|分類錯了|类别不对|類別不對|wrong category)$/],
  [
    'unknown',
    /^(不知道|不清楚|不确定|不確定|不晓得|不曉得|不会看|不會看|忘了|没注意|沒注意|don'?t know|dunno|not sure|no idea|unsure|idk)$/,
  ],
];

/** The steering word a whole message amounts to, or undefined. */
export function findDialogWord(text: string): DialogWord | undefined {
  const word = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[\s/]+|[\s。.!！~～,，]+$/gu, '')
    .replaceAll('’', "'");
  if (word.length > 40) return undefined;
  return patterns.find(([, pattern]) => pattern.test(word))?.[0];
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
