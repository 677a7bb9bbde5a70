import { words } from '../kernel/document/words.ts';
import type { BotConfig } from './bot-config.ts';
import { readRecord, refuse, type Field } from './field.ts';
import { readSecret } from './read-secret.ts';
import { readText, readUrl, readWhole } from './values.ts';

const modelWords = words('the name of a model the server has', '服务器上的模型名');
const urlWords = words(
  'the address of an OpenAI-compatible server, with its version',
  '兼容 OpenAI 接口的服务地址，带版本号',
);

/** `llm`: null where it is not given, which is the usual case. */
export function readLlm(field: Field): BotConfig['llm'] {
  if (field.value === undefined) return null;
  const { baseUrl, apiKey, model, embeddingModel, timeoutMs } = readRecord(field, [
    'baseUrl',
    'apiKey',
    'model',
    'embeddingModel',
    'timeoutMs',
  ]);
  const url = readUrl(baseUrl, 'http');
  const name = readText(model, modelWords);
  if (baseUrl.value === undefined) refuse(baseUrl, urlWords);
  if (model.value === undefined) refuse(model, modelWords);
  const embedding = embeddingModel.value === undefined ? null : readText(embeddingModel, modelWords);
  const key = readSecret(apiKey);
  const patience = readWhole(timeoutMs, { min: 100, max: 60_000 }) ?? 4_000;
  return url === undefined || name === undefined || embedding === undefined
    ? null
    : { baseUrl: url, apiKey: key, model: name, embeddingModel: embedding, timeoutMs: patience };
}
