import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { root } from './load.ts';

const entry = join(root, 'src', 'bangban.js');
const systemNode = '/usr/bin/node';

/** The machine's own Node, where it is too old for us; else the test is skipped and says why. */
function oldNode(context: TestContext): string {
  const version = existsSync(systemNode)
    ? execFileSync(systemNode, ['--version'], { encoding: 'utf8' }).trim()
    : 'absent';
  const [major = 99, minor = 0] = version.replace('v', '').split('.').map(Number);
  const isOld = major < 22 || (major === 22 && minor < 18);
  context.skip(!isOld, `needs a Node older than 22.18 as ${systemNode}, which is ${version}`);
  return systemNode;
}

describe('src/bangban.js', () => {
  it('tells an unsuited Node in one sentence and ends', (context) => {
    const { status, signal, stdout, stderr } = spawnSync(oldNode(context), [entry], { encoding: 'utf8' });
    expect({ status, signal, stdout }).toEqual({ status: 1, signal: null, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(
      /Bangban needs Node 22\.18 or newer and this is \d+\.\d+\.\d+: npm ci && npm start brings its own\./,
    );
    expect(stderr).toContain('帮办需要 Node 22.18 或更新版本');
  });

  it('says what to do where nothing is installed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bangban-entry-'));
    try {
      cpSync(entry, join(folder, 'src', 'bangban.js'));
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
      const { status, stderr } = spawnSync(process.execPath, [join(folder, 'src', 'bangban.js')], {
        encoding: 'utf8',
      });
      expect(status).toBe(1);
      expect(stderr.trim()).toBe(
        '请先运行 npm ci 安装依赖。 / Run npm ci first: the packages Bangban needs are not installed.',
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('starts nothing where the configuration is missing', () => {
    const file = join(tmpdir(), 'no-such-bangban.yaml');
    const { status, stderr } = spawnSync(process.execPath, [entry, '--config', file], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain(file);
    expect(stderr).toContain('存在的文件');
  });
});
