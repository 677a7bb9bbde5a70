import type { ApiClient } from './api-client.ts';
import type { AppConfig } from './config.ts';
import { wordsIn } from './wording.ts';

/** The app's menu (90231): its keys are what one could type, so a click is a command. */
export async function createMenu(api: ApiClient, { agentId }: AppConfig): Promise<boolean> {
  const { menu } = wordsIn('zh-CN');
  const answer = await api.post(`/menu/create?agentid=${agentId}`, {
    button: [
      { type: 'click', name: menu.report, key: '/new' },
      { type: 'click', name: menu.mine, key: '/my' },
      { type: 'click', name: menu.help, key: '/help' },
    ],
  });
  return answer.type === 'ok';
}
