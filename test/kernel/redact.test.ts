import { describe, expect, test } from 'vitest';
import { redact } from '../../src/kernel/redact.ts';

const hidden = (text: string, names: string[] = []): string =>
  redact(text, names, (kind, number) => `<${kind}${number}>`).text;

describe('what is private is taken out', () => {
  test.each([
    ['我的密码是 Abc123!', '我的密码是 <password1>'],
    ['密码：hunter22，登不上', '密码：<password1>，登不上'],
    ['password=Tr0ub4dor&3 does not work', 'password=<password1> does not work'],
    ['pwd: "x9!kk2"', 'pwd: "<password1>'],
    ['http://root:toor99@10.0.0.1/x', 'http://<password1>@10.0.0.1/x'],
    ['验证码 482913 收到了', '验证码 <code1> 收到了'],
    ['用 AKIAIOSFODNN7EXAMPLE 登录', '用 <key1> 登录'],
    ['Authorization: Bearer abcdefghijklmnopqrstuvwx', 'Authorization: Bearer <key1>'],
    ['身份证 11010519491231002X', '身份证 <identity-card1>'],
    ['卡号 6222 0212 3456 7890 128', '卡号 <bank-card1>'],
    ['卡号 4111 1111 1111 1111', '卡号 <bank-card1>'],
    ['打我手机13812345678', '打我手机<phone1>'],
    ['+86 138-1234-5678', '<phone1>'],
    ['座机 010-88886666', '座机 <phone1>'],
    ['写信到 li.lei@corp.example.com', '写信到 <email1>'],
    ['找 13812345678 或 13912345678 或 13812345678', '找 <phone1> 或 <phone2> 或 <phone1>'],
  ])('%s', (text, expected) => {
    expect(hidden(text)).toBe(expected);
  });

  test('names, as whole words only', () => {
    expect(hidden('小林的电脑，Li clicked, click', ['小林', 'Li'])).toBe(
      '<name1>的电脑，<name2> clicked, click',
    );
  });

  test('a key file, to its end', () => {
    expect(hidden('-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- 之后')).toBe(
      '<key1> 之后',
    );
  });
});

describe('what only looks like it stays', () => {
  test.each([
    '密码是多少',
    '密码错误 0x80070005',
    'password is wrong',
    'my password was reset yesterday',
    '身份证 110105194912310021',
    '卡号 6222 0212 3456 7890 129',
    '工单 T-1234567，报错 0x0000011b',
    '订单号 20261122000001',
    '10.12.13.14 打不开',
    '12345678901234567890123',
  ])('%s', (text) => {
    expect(hidden(text)).toBe(text);
  });
});
