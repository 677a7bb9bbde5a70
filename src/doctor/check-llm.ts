import type { BotConfig } from '../config/bot-config.ts';
import { words } from '../kernel/document/words.ts';
import { check, ok, type Check } from './check.ts';

/** Which language model may help, if any. The server is not asked: the desk works without it. */
export function checkLlm(llm: BotConfig['llm']): Check {
  const name = words('Language model', '语言模型');
  if (!llm)
    return check(name, [ok('off: none is configured, and none is needed', '未启用：没有配置，也不是必需的')]);
  const { host } = new URL(llm.baseUrl);
  const key = llm.apiKey;
  return check(name, [
    ok(
      `${llm.model} on ${host}, ${key ? `key ${key.fingerprint()}` : 'no key'}, waits at most ${llm.timeoutMs} ms`,
      `${llm.model}（${host}），${key ? `密钥指纹 ${key.fingerprint()}` : '没有密钥'}，最多等 ${llm.timeoutMs} 毫秒`,
    ),
    ...(llm.embeddingModel === null
      ? []
      : [ok(`vectors by ${llm.embeddingModel}`, `向量模型 ${llm.embeddingModel}`)]),
  ]);
}
