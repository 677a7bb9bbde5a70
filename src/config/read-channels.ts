import { words, type Words } from '../kernel/document/words.ts';
import type { ChannelValues } from '../channel/channel-values.ts';
import type { ChannelSettings } from './bot-config.ts';
import { channelBlocks, type ChannelField, type ChannelFields } from './channel-block.ts';
import { demoChannel } from './demo-cast.ts';
import { readRecord, refuse, warn, type Field } from './field.ts';
import { readSecret } from './read-secret.ts';
import { isMalformed, listUnset } from './reference.ts';
import { readFlag, readOneOf, readText, readUrl } from './values.ts';

/**
 * `channels`: a block that is given is enabled unless it says otherwise; the demo channel is enabled where nothing else is.
 * @param installed names of channels that have an adapter
 */
export function readChannels(field: Field, installed: readonly string[]): Record<string, ChannelSettings> {
  const names = [...new Set([...Object.keys(channelBlocks), ...installed])];
  const blocks = readRecord(field, names);
  const settings: Record<string, ChannelSettings> = {};
  for (const name of names) {
    const block = blocks[name];
    if (block)
      settings[name] = readBlock(block, channelBlocks[name] ?? {}, installed.includes(name), installed);
  }
  const demo = blocks[demoChannel];
  const others = Object.entries(settings).some(([name, { enabled }]) => enabled && name !== demoChannel);
  if (demo && demo.value === undefined && !others) settings[demoChannel] = { enabled: true, values: {} };
  if (!Object.values(settings).some(({ enabled }) => enabled)) {
    refuse(field, words('at least one enabled channel', '至少启用一个渠道'));
  }
  return settings;
}

function readBlock(
  field: Field,
  fields: ChannelFields,
  isInstalled: boolean,
  installed: readonly string[],
): ChannelSettings {
  const block = readRecord(field, ['enabled', ...Object.keys(fields)]);
  const name = String(field.path.at(-1));
  const own = block['enabled'];
  const enabled = (own ? readFlag(own) : undefined) ?? field.value !== undefined;
  if (enabled && own && !isInstalled) {
    refuse(own, notInstalled(name, installed), {
      seen: words(
        own.value === undefined ? 'a block, so enabled' : 'true',
        own.value === undefined ? '写了就算启用' : 'true',
      ),
      example: 'enabled: false',
    });
  }
  return { enabled, values: readFields(block, fields, enabled) };
}

function notInstalled(name: string, installed: readonly string[]): Words {
  const list = installed.join(', ');
  return words(
    `a channel whose adapter is installed (${list}): the adapter "${name}" is not in adapters/registry.ts`,
    `已安装适配器的渠道（${list}）：adapters/registry.ts 里没有 "${name}" 适配器`,
  );
}

function readFields(
  block: Readonly<Record<string, Field>>,
  fields: ChannelFields,
  enabled: boolean,
): ChannelValues {
  const values: Record<string, ChannelValues[string]> = {};
  for (const [key, kind] of Object.entries(fields)) {
    const field = block[key];
    if (field) values[key] = readField(field, kind, enabled);
  }
  return values;
}

function readField(field: Field, kind: ChannelField, enabled: boolean): ChannelValues[string] {
  if (kind.kind === 'group')
    return readFields(readRecord(field, Object.keys(kind.fields)), kind.fields, enabled);
  if (isWaiting(field, kind, enabled)) return null;
  switch (kind.kind) {
    case 'text':
      return readText(field) ?? null;
    case 'url':
      return readUrl(field, kind.scheme) ?? null;
    case 'choice':
      return readOneOf(field, kind.names) ?? null;
    case 'secret':
      return readSecret(field);
  }
}

/**
 * What a channel that is off refers to need not be there yet. A credential missing from one that is on keeps that channel
 * from connecting and no other from serving; an address or a mode is never replaced by its default behind anybody's back.
 */
function isWaiting(field: Field, { kind }: ChannelField, enabled: boolean): boolean {
  const { value, context } = field;
  if (typeof value !== 'string' || isMalformed(value)) return false;
  const unset = listUnset(value, context.env);
  if (!enabled || unset.length === 0) return unset.length > 0;
  if (kind !== 'text' && kind !== 'secret') return false;
  for (const name of unset)
    warn(
      field,
      words(
        `the environment variable ${name}, which is not set or empty; the other channels go on`,
        `环境变量 ${name}，它没有设置或为空；其他渠道不受影响`,
      ),
      { example: `export ${name}=...` },
    );
  return true;
}
