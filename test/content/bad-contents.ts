/** Files that differ from the sound content of small-product.ts, and what is told of it: `severity file:line message`. */
export type BadContent = {
  readonly name: string;
  readonly files: Readonly<Record<string, string | null>>;
  readonly told: readonly string[];
};

export const badContents: readonly BadContent[] = [
  {
    name: 'a missing taxonomy',
    files: { 'data/taxonomy.yaml': null },
    told: ['error data/taxonomy.yaml:- the file is missing'],
  },
  {
    name: 'a taxonomy that is no list',
    files: {
      'data/taxonomy.yaml': `a: b
`,
    },
    told: ['error data/taxonomy.yaml:1 a list of categories is expected'],
  },
  {
    name: 'a category of one level',
    files: {
      'data/taxonomy.yaml': `- id: vpn
  name: { zh-CN: a, zh-TW: a, en: a }
  hint: { zh-CN: a, zh-TW: a, en: a }
- id: other.unknown
  name: { zh-CN: a, en: a }
  hint: { zh-CN: a, en: a }
`,
      'data/kb/en/vpn.md': null,
    },
    told: ['error data/taxonomy.yaml:1 an id has two levels of small letters, such as network.vpn'],
  },
  {
    name: 'a category without an English name',
    files: {
      'data/taxonomy.yaml': `- id: other.unknown
  name: { zh-CN: a }
  hint: { zh-CN: a, en: a }
`,
      'data/kb/en/vpn.md': null,
    },
    told: ['error data/taxonomy.yaml:2 other.unknown has no name in en'],
  },
  {
    name: 'a category in no Traditional',
    files: {
      'data/taxonomy.zh-TW.yaml': `other.unknown: { name: 其他, hint: 說不清 }
`,
    },
    told: [
      'error data/taxonomy.zh-TW.yaml:1 network.vpn has no name in zh-TW: run npm run content:traditional',
      'error data/taxonomy.zh-TW.yaml:1 network.vpn has no hint in zh-TW: run npm run content:traditional',
    ],
  },
  {
    name: 'a bad calendar',
    files: {
      'data/calendars/24x7.yaml': `name: 24x7
timeZone: UTC
weekly:
  mon-sun: 9-17
`,
    },
    told: [
      'error data/calendars/24x7.yaml:4 weekly.mon-sun: "9-17" is there, expected HH:MM-HH:MM, such as 09:00-12:00; the end of the day is 24:00',
    ],
  },
  {
    name: 'a calendar of a missing one',
    files: {
      'data/calendars/own.yaml': `name: own
extends: uk
`,
    },
    told: ['error data/calendars/own.yaml:2 extends: "uk" is there, expected one of 24x7'],
  },
  {
    name: 'a calendar that extends itself',
    files: {
      'data/calendars/a.yaml': `name: a
timeZone: UTC
extends: a
`,
    },
    told: [
      'error data/calendars/a.yaml:3 extends: runs in a circle, a → a: give one of them hours of its own (timeZone and weekly) instead',
    ],
  },
  {
    name: 'a calendar with a 23:59, an overlap, an inverted window and an empty week below',
    files: {
      'data/calendars/a.yaml': `name: a
timeZone: UTC
weekly:
  mon: 09:00-23:59
  tue: [09:00-12:00, 11:00-18:00]
  wed:
    - 09:00-12:00
    - 18:00-13:00
`,
      'data/calendars/b.yaml': `name: b
timeZone: UTC
weekly:
  {}
`,
    },
    told: [
      'error data/calendars/a.yaml:4 weekly.mon: "09:00-23:59" is there, expected 24:00 as the end of the day: with 23:59 the last minute would be missing',
      'error data/calendars/a.yaml:5 weekly.tue: ["09:00-12:00","11:00-18:00"] is there, expected windows that do not overlap',
      'error data/calendars/a.yaml:8 weekly.wed[1]: "18:00-13:00" is there, expected an end after the begin: a shift over midnight is two windows, 22:00-24:00 and 00:00-06:00 the day after',
      'error data/calendars/b.yaml:3 weekly: {} is there, expected at least one window in the week',
    ],
  },
  {
    name: 'calendars of each other',
    files: {
      'data/calendars/a.yaml': `name: a
extends: b
`,
      'data/calendars/b.yaml': `name: b
extends: a
`,
    },
    told: [
      'error data/calendars/a.yaml:2 extends: runs in a circle, a → b → a: give one of them hours of its own (timeZone and weekly) instead',
      'error data/calendars/b.yaml:2 extends: runs in a circle, b → a → b: give one of them hours of its own (timeZone and weekly) instead',
    ],
  },
  {
    name: 'broken YAML',
    files: {
      'prompts/copy/en.yaml': `hello: Hello {name}
menu: [
`,
    },
    told: [
      'error prompts/copy/en.yaml:3 indented unlike its neighbours, or a bracket before it is not closed',
    ],
  },
  {
    name: 'a missing language',
    files: { 'prompts/copy/en.yaml': null },
    told: ['error prompts/copy/en.yaml:- the file is missing'],
  },
  {
    name: 'a missing sentence',
    files: {
      'prompts/copy/en.yaml': `hello: Hello {name}
`,
    },
    told: ['error prompts/copy/en.yaml:- menu.help is missing: prompts/copy/zh-CN.yaml has it'],
  },
  {
    name: 'a sentence too many',
    files: {
      'prompts/copy/en.yaml': `hello: Hello {name}
menu: { help: help }
bye: Bye
`,
    },
    told: ['error prompts/copy/en.yaml:3 bye is not in prompts/copy/zh-CN.yaml'],
  },
  {
    name: 'another parameter',
    files: {
      'prompts/copy/en.yaml': `menu: { help: help }
hello: Hello {nam}
`,
    },
    told: [
      'error prompts/copy/en.yaml:2 hello has the parameters {nam}, and {name} in prompts/copy/zh-CN.yaml',
    ],
  },
  {
    name: 'a sentence that is a list',
    files: {
      'prompts/copy/en.yaml': `hello: [Hello]
menu: { help: help }
`,
    },
    told: [
      'error prompts/copy/en.yaml:1 hello: a sentence is expected',
      'error prompts/copy/en.yaml:- hello is missing: prompts/copy/zh-CN.yaml has it',
    ],
  },
  {
    name: 'a star that is not closed',
    files: {
      'prompts/copy/en.yaml': `hello: "**Hello {name}"
menu: { help: "help {of you}" }
`,
    },
    told: [
      'warning prompts/copy/en.yaml:1 hello: a ** is not closed',
      'warning prompts/copy/en.yaml:2 menu.help: a brace that is no {parameter}',
    ],
  },
  {
    name: 'a missing questionnaire',
    files: { 'prompts/questionnaires/other.unknown.yaml': null },
    told: ['error prompts/questionnaires/other.unknown.yaml:- the file is missing'],
  },
  {
    name: 'a questionnaire of another name',
    files: {
      'prompts/questionnaires/other.unknown.yaml': `id: other
version: 0
questions:
  - use: impact
`,
    },
    told: [
      'error prompts/questionnaires/other.unknown.yaml:1 the id must be "other.unknown", as the file is called',
      'error prompts/questionnaires/other.unknown.yaml:2 a version is expected: 1, 2, 3 ...',
    ],
  },
  {
    name: 'a questionnaire without questions',
    files: {
      'prompts/questionnaires/other.unknown.yaml': `id: other.unknown
version: 1
questions: []
`,
    },
    told: ['error prompts/questionnaires/other.unknown.yaml:3 a list of questions is expected'],
  },
  {
    name: 'an unknown type',
    files: {
      'prompts/questionnaires/network.vpn.yaml': `id: network.vpn
version: 3
questions:
  - id: client
    type: chioce
`,
    },
    told: [
      'error prompts/questionnaires/network.vpn.yaml:5 a type is expected: one of choice, multi, text, number, yes-no, asset, attachment',
    ],
  },
  {
    name: 'an unknown entity',
    files: {
      'prompts/questionnaires/network.vpn.yaml': `id: network.vpn
version: 3
questions:
  - id: client
    type: choice
    options: [cisco, other]
    entity: app
`,
    },
    told: [
      'error prompts/questionnaires/network.vpn.yaml:7 "app" is no entity: one of error, device, asset, os, application, location, phone, deadline, people',
    ],
  },
  {
    name: 'one option',
    files: {
      'prompts/questionnaires/network.vpn.yaml': `id: network.vpn
version: 3
questions:
  - id: client
    type: choice
    options: [cisco]
`,
    },
    told: [
      'error prompts/questionnaires/network.vpn.yaml:6 a list of at least two different options is expected',
    ],
  },
  {
    name: 'a key of another type',
    files: {
      'prompts/questionnaires/network.vpn.yaml': `id: network.vpn
version: 3
questions:
  - id: client
    type: choice
    options: [cisco, other]
    maxLength: 3
`,
    },
    told: ['error prompts/questionnaires/network.vpn.yaml:7 maxLength means nothing for type choice'],
  },
  {
    name: 'a mistyped key',
    files: {
      'prompts/questionnaires/network.vpn.yaml': `id: network.vpn
version: 3
questions:
  - id: client
    type: choice
    option: [cisco, other]
    options: [cisco, other]
`,
    },
    told: [
      'error prompts/questionnaires/network.vpn.yaml:6 the key "option" is unknown here: did you mean "options"?',
    ],
  },
  {
    name: 'harm that is no option',
    files: {
      'prompts/questionnaires/network.vpn.yaml': `id: network.vpn
version: 3
questions:
  - id: client
    type: choice
    options: [cisco, other]
    compromised: [all]
`,
    },
    told: [`error prompts/questionnaires/network.vpn.yaml:7 a list of this question's options is expected`],
  },
  {
    name: 'an attachment that is required',
    files: {
      'prompts/questionnaires/network.vpn.yaml': `id: network.vpn
version: 3
questions:
  - id: picture
    type: attachment
    required: true
`,
    },
    told: [
      'error prompts/questionnaires/network.vpn.yaml:6 an attachment is always optional: not every channel can send one',
    ],
  },
  {
    name: 'an unknown common question',
    files: {
      'prompts/questionnaires/network.vpn.yaml': `id: network.vpn
version: 3
questions:
  - use: impct
`,
    },
    told: [
      'error prompts/questionnaires/network.vpn.yaml:4 common.yaml has no question "impct": one of impact',
    ],
  },
  {
    name: 'a question twice',
    files: {
      'prompts/questionnaires/network.vpn.yaml': `id: network.vpn
version: 3
questions:
  - use: impact
  - use: impact
`,
    },
    told: ['error prompts/questionnaires/network.vpn.yaml:5 the question "impact" is asked twice'],
  },
  {
    name: 'a condition on a later question',
    files: {
      'prompts/questionnaires/network.vpn.yaml': `id: network.vpn
version: 3
questions:
  - id: client
    type: choice
    options: [cisco, other]
    when: { impact: [team] }
  - use: impact
`,
    },
    told: [
      'error prompts/questionnaires/network.vpn.yaml:7 "client" waits for "impact", which is not asked before it',
    ],
  },
  {
    name: 'a condition on an answer nobody gives',
    files: {
      'prompts/questionnaires/network.vpn.yaml': `id: network.vpn
version: 3
questions:
  - use: impact
  - id: client
    type: choice
    options: [cisco, other]
    when: { impact: [company] }
`,
    },
    told: ['error prompts/questionnaires/network.vpn.yaml:8 "impact" is never answered with "company"'],
  },
  {
    name: 'a minimum above the maximum',
    files: {
      'prompts/questionnaires/network.vpn.yaml': `id: network.vpn
version: 3
questions:
  - id: client
    type: number
    min: 3
    max: 2
`,
    },
    told: ['error prompts/questionnaires/network.vpn.yaml:7 max is smaller than min'],
  },
  {
    name: 'an option without words',
    files: {
      'prompts/questionnaires/en/network.vpn.yaml': `questions:
  client:
    ask: client?
    label: client
    options: { cisco: Cisco }
`,
    },
    told: [
      'error prompts/questionnaires/en/network.vpn.yaml:5 the option "other" of "client" has no wording',
    ],
  },
  {
    name: 'words for no option',
    files: {
      'prompts/questionnaires/en/network.vpn.yaml': `questions:
  client:
    ask: client?
    label: client
    options: { cisco: Cisco, other: Other, third: 3 }
`,
    },
    told: ['error prompts/questionnaires/en/network.vpn.yaml:5 "client" has no option "third"'],
  },
  {
    name: 'a question without a label',
    files: {
      'prompts/questionnaires/en/network.vpn.yaml': `questions:
  client:
    ask: client?
    options: { cisco: Cisco, other: Other }
`,
    },
    told: ['error prompts/questionnaires/en/network.vpn.yaml:2 "client" needs a text under label'],
  },
  {
    name: 'a question without words',
    files: {
      'prompts/questionnaires/en/network.vpn.yaml': `questions: {}
`,
    },
    told: ['error prompts/questionnaires/en/network.vpn.yaml:1 the question "client" has no wording'],
  },
  {
    name: 'words for no question',
    files: {
      'prompts/questionnaires/en/network.vpn.yaml': `questions:
  client:
    ask: client?
    label: client
    options: { cisco: Cisco, other: Other }
  server:
    ask: x
    label: x
`,
    },
    told: ['error prompts/questionnaires/en/network.vpn.yaml:6 there is no question "server" to word'],
  },
  {
    name: 'aliases of no option',
    files: {
      'prompts/questionnaires/en/network.vpn.yaml': `questions:
  client:
    ask: client?
    label: client
    options: { cisco: Cisco, other: Other }
    aliases: { cisko: [any] }
`,
    },
    told: ['error prompts/questionnaires/en/network.vpn.yaml:6 "client" has no option "cisko"'],
  },
  {
    name: 'one alias of two options',
    files: {
      'prompts/questionnaires/en/network.vpn.yaml': `questions:
  client:
    ask: client?
    label: client
    options: { cisco: Cisco, other: Other }
    aliases:
      cisco: [it]
      other: [it]
`,
    },
    told: ['warning prompts/questionnaires/en/network.vpn.yaml:8 "it" means "cisco" as well as "other"'],
  },
  {
    name: 'a language without wording',
    files: { 'prompts/questionnaires/en/network.vpn.yaml': null },
    told: ['error prompts/questionnaires/en/network.vpn.yaml:- the file is missing'],
  },
  {
    name: 'a questionnaire for no category',
    files: {
      'prompts/questionnaires/network.vpm.yaml': `x: y
`,
    },
    told: [
      'warning prompts/questionnaires/network.vpm.yaml:- there is no category of this name: it is not read',
    ],
  },
  {
    name: 'an example file for no category',
    files: {
      'data/training/en/network.vpm.txt': `x
`,
    },
    told: [
      'warning data/training/en/network.vpm.txt:- no category and language of this name: it is not read',
    ],
  },
  {
    name: 'a missing example file',
    files: { 'data/training/en/network.vpn.txt': null },
    told: ['warning data/training/en/network.vpn.txt:- the file is missing'],
  },
  {
    name: 'one example under two labels',
    files: {
      'data/training/en/off-topic.txt': `# x

en network.vpn
`,
    },
    told: ['warning data/training/en/off-topic.txt:3 the same words stand under network.vpn'],
  },
  {
    name: 'an article without a title',
    files: {
      'data/kb/en/vpn.md': `---
id: vpn
category: network.vpm
locale: en
---
x
`,
    },
    told: [
      'warning data/kb/en/vpn.md:1 title is missing',
      'warning data/kb/en/vpn.md:3 there is no category "network.vpm": did you mean "network.vpn"?',
    ],
  },
  {
    name: 'an article twice',
    files: {
      'data/kb/en/vpn2.md': `---
title: VPN
id: vpn
category: network.vpn
locale: en
---
x
`,
    },
    told: ['warning data/kb/en/vpn2.md:3 data/kb/en/vpn.md has the id vpn in en already: it is left out'],
  },
  {
    name: 'an article related to nothing',
    files: {
      'data/kb/en/vpn2.md': `---
title: VPN
id: vpn-two
category: network.vpn
locale: en
related: [vpn, vpn-three]
---
x
`,
    },
    told: ['warning data/kb/en/vpn2.md:6 there is no article "vpn-three" to be related to'],
  },
  {
    name: 'an article with an unknown key',
    files: {
      'data/kb/en/vpn2.md': `---
title: VPN
id: vpn-two
category: network.vpn
locale: en
keyword: x
---
x
`,
    },
    told: [
      'warning data/kb/en/vpn2.md:6 the key "keyword" is unknown here and not read: did you mean "keywords"?',
    ],
  },
  {
    name: 'no article',
    files: { 'data/kb/en/vpn.md': null },
    told: ['warning data/kb:- there is no article'],
  },
  {
    name: 'no vocabulary',
    files: { 'data/vocabulary/it.txt': null },
    told: ['warning data/vocabulary/it.txt:- the file is missing'],
  },
];
