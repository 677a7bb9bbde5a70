import { expect, it } from 'vitest';
import { parseArguments, type Arguments } from '../../src/arguments.ts';

const run = (command: 'start' | 'doctor', configFile: string | null = null): Arguments => ({
  type: 'run',
  command,
  configFile,
});
const refused = (problem: string): Arguments => ({ type: 'refused', problem });

it.each<[string, Arguments]>([
  ['', run('start')],
  ['start', run('start')],
  ['doctor', run('doctor')],
  ['--config a.yaml', run('start', 'a.yaml')],
  ['--config=a.yaml', run('start', 'a.yaml')],
  ['doctor --config ../a.json', run('doctor', '../a.json')],
  ['--config a.yaml doctor', run('doctor', 'a.yaml')],
  ['--help', { type: 'help' }],
  ['-h', { type: 'help' }],
  ['doctor --help --version', { type: 'help' }],
  ['--version', { type: 'version' }],
  ['-v', { type: 'version' }],
  ['outbox', { type: 'outbox', order: { type: 'list' }, configFile: null }],
  ['outbox list', { type: 'outbox', order: { type: 'list' }, configFile: null }],
  ['outbox resend 12', { type: 'outbox', order: { type: 'resend', id: 12 }, configFile: null }],
  ['outbox resend all', { type: 'outbox', order: { type: 'resend-all' }, configFile: null }],
  ['outbox --config a.yaml drop 7', { type: 'outbox', order: { type: 'drop', id: 7 }, configFile: 'a.yaml' }],
  ['outbox drop all', refused('outbox needs one of: list, resend ID, resend all, drop ID')],
  ['outbox resend', refused('outbox needs one of')],
  ['outbox resend -3', refused('there is no option "-3"')],
  ['outbox resend 1 2', refused('outbox needs one of')],
  ['outbox empty', refused('outbox needs one of')],
  ['docter', refused('there is no command "docter": did you mean "doctor"?')],
  ['start doctor', refused('one command at a time: "start" or "doctor"')],
  ['--confg a.yaml', refused('there is no option "--confg": did you mean "--config"?')],
  ['-x', refused('there is no option "-x"')],
  ['--config', refused('--config needs a file: --config bot.config.yaml')],
  ['--config=', refused('--config needs a file: --config bot.config.yaml')],
  ['--config --help', refused('--config needs a file: --config bot.config.yaml')],
  ['--config a --config b', refused('--config is given twice: one file at a time')],
])('bangban %s', (line, expected) => {
  const told = parseArguments(line === '' ? [] : line.split(' '));
  if (expected.type === 'refused' && told.type === 'refused')
    expect(told.problem).toContain(expected.problem);
  else expect(told).toEqual(expected);
});
