import type { ChannelValues } from '../channel/channel-values.ts';
import type { BotConfig } from '../config/bot-config.ts';
import { Secret } from '../kernel/secret.ts';
import { age } from './age.ts';
import { check, names, ok, problem, warning, type Check, type Finding } from './check.ts';

/** One channel as a running instance tells it on /readyz. */
export type RunningChannel = {
  readonly state: string;
  readonly lastFrameAgeMs: number | null;
  /** Of one that is down. */
  readonly sinceMs: number | null;
  readonly reason: string | null;
};

/** What answers at the configured address. */
export type Running =
  | { readonly type: 'nothing' }
  | { readonly type: 'bangban'; readonly channels: Readonly<Record<string, RunningChannel>> }
  /** Something else has the port. */
  | { readonly type: 'stranger'; readonly address: string };

/** Keys of an enabled channel's block that have to be set and are not, as paths below `channels.<name>`. */
export type MissingKeys = (channel: string, values: ChannelValues) => readonly string[];

export function checkChannels(config: BotConfig, running: Running, missingKeys: MissingKeys): Check {
  const findings = Object.entries(config.channels).flatMap(([name, { enabled, values }]) =>
    enabled
      ? [
          state(name, running),
          ...missingKeys(name, values).map((key) => missing(name, key)),
          ...listSecrets(name, values),
        ]
      : [ok(`${name}: off`, `${name}：未启用`)],
  );
  return check(names.channels, [...instance(running), ...findings]);
}

function instance(running: Running): Finding[] {
  switch (running.type) {
    case 'nothing':
      return [ok('no instance is running', '没有正在运行的实例')];
    case 'bangban':
      return [ok('an instance is running', '有一个实例正在运行')];
    case 'stranger':
      return [
        problem(
          `something else answers at ${running.address}: end it, or choose another http.port`,
          `${running.address} 被其他程序占用：请结束它，或换一个 http.port`,
        ),
      ];
  }
}

function missing(name: string, key: string): Finding {
  const path = `channels.${name}.${key}`;
  return problem(
    `${path} is not set: ${name} cannot connect without it, see docs/setup/${name}.md`,
    `缺少 ${path}：没有它 ${name} 连不上，见 docs/setup/${name}.zh-CN.md`,
  );
}

function state(name: string, running: Running): Finding {
  if (running.type !== 'bangban') return ok(`${name}: on`, `${name}：已启用`);
  const channel = running.channels[name];
  if (!channel) {
    return warning(
      `${name}: on, but the running instance does not have it: restart it`,
      `${name}：已启用，但运行中的实例没有它：请重启`,
    );
  }
  const lastMs = channel.lastFrameAgeMs;
  const last =
    lastMs === null
      ? ['', '']
      : [`, last heard ${Math.round(lastMs / 1000)} s ago`, `，${Math.round(lastMs / 1000)} 秒前有过消息`];
  const since = channel.sinceMs === null ? undefined : age(channel.sinceMs);
  const reason = channel.reason === null ? '' : `: ${channel.reason}`;
  const finding = channel.state === 'connected' ? ok : channel.state === 'starting' ? warning : problem;
  const zh: Readonly<Record<string, string>> = { connected: '已连接', starting: '正在连接', down: '已断开' };
  return finding(
    `${name}: ${channel.state}${last[0] ?? ''}${since === undefined ? '' : `, ${since.en}`}${reason}`,
    `${name}：${zh[channel.state] ?? channel.state}${last[1] ?? ''}${since === undefined ? '' : `，${since.zh}`}${reason}`,
  );
}

/** Which secrets are set, told by fingerprint: enough to see whether the new one is in force. */
function listSecrets(path: string, values: ChannelValues): Finding[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (value instanceof Secret) {
      const print = value.fingerprint();
      return [ok(`${path}.${key}: set, fingerprint ${print}`, `${path}.${key}：已设置，指纹 ${print}`)];
    }
    return typeof value === 'object' && value !== null ? listSecrets(`${path}.${key}`, value) : [];
  });
}
