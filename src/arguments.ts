import { parseArgs } from 'node:util';
import { closest } from 'fastest-levenshtein';
import type { OutboxOrder } from './doctor/run-outbox.ts';

const commands = ['start', 'doctor', 'outbox'] as const;
type Word = (typeof commands)[number];
export type Command = Exclude<Word, 'outbox'>;

export type Arguments =
  /** `configFile` as given, relative to the working directory; null: bot.config.yaml. */
  | { readonly type: 'run'; readonly command: Command; readonly configFile: string | null }
  | { readonly type: 'outbox'; readonly order: OutboxOrder; readonly configFile: string | null }
  | { readonly type: 'help' }
  | { readonly type: 'version' }
  /** `problem`: one plain sentence. */
  | { readonly type: 'refused'; readonly problem: string };

export const usage = `用法 / Usage
  npm start [-- --config FILE]          启动 / start
  npm run doctor [-- --config FILE]     检查配置、数据库、内容和渠道 / check configuration, database, content, channels
  npm run outbox -- list | resend ID | resend all | drop ID
                                        没有送达的消息：列出、重发、丢弃 / messages that were not delivered
  --config FILE   另用一份配置，默认 bot.config.yaml / another configuration than bot.config.yaml
  --help          显示本说明 / this text
  --version       显示版本 / the version`;

const options = {
  config: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

const needsFile = [
  '--config needs a file: --config bot.config.yaml',
  '--config 后面要写文件：--config bot.config.yaml',
] as const;

const needsOrder = [
  'outbox needs one of: list, resend ID, resend all, drop ID',
  'outbox 后面要写：list、resend ID、resend all 或 drop ID',
] as const;

function readOrder([verb = 'list', what, ...rest]: readonly string[]): OutboxOrder | undefined {
  if (rest.length > 0) return undefined;
  if (verb === 'list') return what === undefined ? { type: 'list' } : undefined;
  if (verb === 'resend' && what === 'all') return { type: 'resend-all' };
  const id = /^\d{1,15}$/.test(what ?? '') ? Number(what) : undefined;
  return id !== undefined && (verb === 'resend' || verb === 'drop') ? { type: verb, id } : undefined;
}

/** What the command line asks for. @param argv without the program's own name: `process.argv.slice(2)` */
export function parseArguments(argv: readonly string[]): Arguments {
  // Told before the configuration is read, so nobody knows yet in which language.
  const refuse = (en: string, zh: string): Arguments => ({ type: 'refused', problem: `${zh} / ${en}` });
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  let command: Word | undefined;
  const orders: string[] = [];
  let configFile: string | null = null;
  let asked: 'help' | 'version' | undefined;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional' && command === 'outbox') orders.push(token.value);
    else if (token.kind === 'positional') {
      const known = commands.find((name) => name === token.value);
      if (!known) {
        const near = closest(token.value, [...commands]);
        return refuse(
          `there is no command "${token.value}": did you mean "${near}"?`,
          `没有命令 "${token.value}"：是不是想写 "${near}"？`,
        );
      }
      if (command)
        return refuse(
          `one command at a time: "${command}" or "${known}"`,
          `一次只能一个命令："${command}" 或 "${known}"`,
        );
      command = known;
    } else if (token.name === 'help' || token.name === 'h') asked = 'help';
    else if (token.name === 'version' || token.name === 'v') asked ??= 'version';
    else if (token.name === 'config') {
      if (!token.value || token.value.startsWith('-')) return refuse(...needsFile);
      if (configFile !== null)
        return refuse('--config is given twice: one file at a time', '--config 写了两次：一次只用一个文件');
      configFile = token.value;
    } else {
      const near = closest(token.name, Object.keys(options));
      return refuse(
        `there is no option "${token.rawName}": did you mean "--${near}"?`,
        `没有选项 "${token.rawName}"：是不是想写 "--${near}"？`,
      );
    }
  }
  if (asked) return { type: asked };
  if (command !== 'outbox') return { type: 'run', command: command ?? 'start', configFile };
  const order = readOrder(orders);
  return order ? { type: 'outbox', order, configFile } : refuse(...needsOrder);
}
