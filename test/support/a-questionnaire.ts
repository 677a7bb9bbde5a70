import type { Question, Questionnaire, QuestionWording } from '../../src/questionnaire/questionnaire.ts';

export function aQuestion(facts: Partial<Question> = {}): Question {
  return {
    id: 'q',
    type: { name: 'text', maxLength: 200 },
    required: true,
    entity: null,
    compromised: [],
    when: [],
    ...facts,
  };
}

export function aWording(facts: Partial<QuestionWording> = {}): QuestionWording {
  return { ask: '?', label: 'q', hint: null, options: {}, aliases: {}, ...facts };
}

/** A VPN questionnaire: client (choice), error (optional text), other_network (yes-no, only for a known client), place (text). */
export function aQuestionnaire(version = 1): Questionnaire {
  const questions: Question[] = [
    aQuestion({
      id: 'client',
      type: { name: 'choice', options: ['anyconnect', 'easyconnect', 'other'] },
      entity: 'application',
    }),
    aQuestion({ id: 'error', required: false, entity: 'error' }),
    aQuestion({
      id: 'other_network',
      type: { name: 'yes-no' },
      when: [{ questionId: 'client', values: ['anyconnect', 'easyconnect'] }],
    }),
    aQuestion({ id: 'place', entity: 'location' }),
  ];
  const wording = {
    client: aWording({
      label: '客户端',
      options: { anyconnect: 'AnyConnect', easyconnect: 'EasyConnect', other: '其他' },
    }),
    error: aWording({ label: '报错' }),
    other_network: aWording({ label: '换过网络' }),
    place: aWording({ label: '地点' }),
  };
  return {
    id: 'network.vpn',
    version,
    questions,
    wording: { 'zh-CN': wording, 'zh-TW': wording, en: wording },
  };
}
