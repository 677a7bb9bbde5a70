import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { calledMethods } from '../../../adapters/slack/api-client.ts';
import { pickShortcut } from '../../../adapters/slack/decode.ts';
import { readCommand } from '../../../adapters/slack/read-command.ts';

const folder = join(import.meta.dirname, '../../../adapters/slack');
const sources = globSync('*.ts', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8'));
type Manifest = {
  readonly features: {
    readonly app_home: Readonly<Record<string, boolean>>;
    readonly shortcuts: readonly {
      readonly type: string;
      readonly callback_id: string;
      readonly name: string;
      readonly description: string;
    }[];
    readonly slash_commands: readonly {
      readonly command: string;
      readonly description: string;
      readonly should_escape: boolean;
    }[];
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: {
    readonly event_subscriptions: { readonly bot_events: readonly string[] };
    readonly interactivity: { readonly is_enabled: boolean };
    readonly socket_mode_enabled: boolean;
  };
};
const manifest = parse(readFileSync(join(folder, 'manifest.yaml'), 'utf8')) as Manifest;
const scopes = new Set(manifest.oauth_config.scopes.bot);
const history = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

/** "Required scopes" of docs.slack.dev/reference/methods/<method> */
const neededByMethod: Record<(typeof calledMethods)[number], readonly string[]> = {
  'auth.test': [],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': history,
  'conversations.info': ['channels:read', 'groups:read', 'im:read', 'mpim:read'],
  'conversations.open': ['im:write'],
  'conversations.replies': history,
  'files.uploadV2': ['files:write'],
  'users.info': ['users:read', 'users:read.email'],
  'views.open': [],
  'views.publish': [],
};

/** "Required scopes" of docs.slack.dev/reference/events/<event>; what we decode, and the events that bring it. */
const neededByEvent: Record<
  string,
  { readonly events: readonly string[]; readonly scopes: readonly string[] }
> = {
  message: {
    events: ['message.channels', 'message.groups', 'message.im', 'message.mpim'],
    scopes: history,
  },
  app_mention: { events: ['app_mention'], scopes: ['app_mentions:read'] },
  reaction_added: { events: ['reaction_added'], scopes: ['reactions:read'] },
  app_home_opened: { events: ['app_home_opened'], scopes: [] },
};

test('every method the code calls is on the list, and its scopes are in the manifest', () => {
  const called = new Set(
    sources.flatMap((source) => [...source.matchAll(/\bcall\(\s*'([\w.]+)'/g)].map(([, name]) => name)),
  );
  expect([...called].sort()).toEqual([...calledMethods].sort());
  for (const [method, needed] of Object.entries(neededByMethod))
    expect(
      needed.filter((scope) => !scopes.has(scope)),
      method,
    ).toEqual([]);
});

test('every event the code decodes is subscribed, with its scopes, and no other', () => {
  const decode = readFileSync(join(folder, 'decode.ts'), 'utf8');
  const body = decode.slice(
    decode.indexOf('switch (envelope.event.type)'),
    decode.indexOf("ignored('unknown-type')"),
  );
  const decoded = [...body.matchAll(/case '(\w+)'/g)].map(([, name]) => name ?? '');
  expect(decoded.sort()).toEqual(Object.keys(neededByEvent).sort());
  const subscribed = Object.values(neededByEvent).flatMap(({ events }) => events);
  expect([...manifest.settings.event_subscriptions.bot_events].sort()).toEqual(subscribed.sort());
  for (const [event, { scopes: needed }] of Object.entries(neededByEvent))
    expect(
      needed.filter((scope) => !scopes.has(scope)),
      event,
    ).toEqual([]);
});

test('no scope is asked for that nothing needs', () => {
  const needed = new Set([
    ...Object.values(neededByMethod).flat(),
    ...Object.values(neededByEvent).flatMap(({ scopes: of }) => of),
    'commands',
    'files:read',
  ]);
  expect([...scopes].filter((scope) => !needed.has(scope))).toEqual([]);
});

test('the commands, the shortcut, the home page and the buttons are switched on', () => {
  const { features, settings } = manifest;
  expect(features.slash_commands.map(({ command }) => readCommand(command, 'x') !== undefined)).toEqual([
    true,
    true,
    true,
  ]);
  // So that "/ticket assign 12 @wang" names somebody.
  expect(features.slash_commands.every(({ should_escape: escapes }) => escapes)).toBe(true);
  expect(features.shortcuts).toMatchObject([{ type: 'message', callback_id: pickShortcut }]);
  expect(features.app_home).toEqual({
    home_tab_enabled: true,
    messages_tab_enabled: true,
    messages_tab_read_only_enabled: false,
  });
  expect(settings.interactivity.is_enabled).toBe(true);
  expect(settings.socket_mode_enabled).toBe(true);
  // docs.slack.dev/reference/app-manifest: 24 characters of a shortcut's name, 150 of its description, 2,000 of a command's.
  for (const { name, description } of features.shortcuts)
    expect([name.length <= 24, description.length <= 150]).toEqual([true, true]);
});
