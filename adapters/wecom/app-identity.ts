import type { Conversation } from '../../src/channel/conversation.ts';
import { mediaIdOf, type ApiAnswer, type ApiClient } from './api-client.ts';
import type { AppConfig } from './config.ts';
import type { Identity, PartOutcome } from './identity.ts';
import { limits } from './limits.ts';
import { outcomeOf, tellCode } from './outcomes.ts';
import { sendAnswer } from './payloads.ts';

/** What the self-built app says (90236): to any member in its visible range, one by one. */
export function createAppIdentity(api: ApiClient, config: AppConfig): Identity {
  async function send(to: Conversation, message: object): Promise<PartOutcome> {
    if (to.kind === 'group') return { type: 'refused', reason: 'an app cannot write to this group' };
    return outcome(
      await api.post('/message/send', { touser: to.userId, agentid: config.agentId, ...message }),
    );
  }

  return {
    by: 'app',
    textBytes: limits.appTextBytes,
    // WeCom refuses cards of an app that nobody can answer (90236).
    cards: config.callback !== null,

    sendText: (to, markdown) => send(to, { msgtype: 'markdown', markdown: { content: markdown } }),

    async sendCard(to, card) {
      // No two cards are alike, so WeCom's own check makes a repetition harmless; two equal texts may both be meant.
      const sent = await send(to, {
        msgtype: 'template_card',
        template_card: card,
        enable_duplicate_check: 1,
      });
      return sent.type === 'unknown' ? { type: 'retry', afterMs: null, reason: sent.reason } : sent;
    },

    async sendFile(to, file) {
      const kind = /^image\/(?:png|jpeg)$/u.test(file.mimeType) ? 'image' : 'file';
      const uploaded = await api.upload(kind, file);
      const mediaId = mediaIdOf(uploaded);
      if (mediaId === undefined) {
        const failed = outcome(uploaded);
        return failed.type === 'sent' || failed.type === 'unknown'
          ? { type: 'retry', afterMs: null, reason: 'the upload was not confirmed' }
          : failed;
      }
      return send(to, { msgtype: kind, [kind]: { media_id: mediaId } });
    },

    async repaint(to, card, ref, click) {
      const code = click?.by === 'app' ? click.responseCode : ref.responseCode;
      if (code === null || to.kind === 'group') return false;
      const taskId = click?.by === 'app' ? click.taskId : ref.name;
      const answer = await api.post('/message/update_template_card', {
        userids: [to.userId],
        agentid: config.agentId,
        response_code: code,
        template_card: { ...card, task_id: taskId },
      });
      return answer.type === 'ok';
    },
  };
}

function outcome(answer: ApiAnswer): PartOutcome {
  switch (answer.type) {
    case 'ok': {
      const parsed = sendAnswer.safeParse(answer.body);
      const { invaliduser = '', response_code: code } = parsed.success ? parsed.data : {};
      return invaliduser === ''
        ? { type: 'sent', responseCode: code ?? null }
        : { type: 'refused', reason: tellCode(81013) };
    }
    case 'code': {
      const result = outcomeOf(answer.code);
      return result.type === 'sent' ? { type: 'sent', responseCode: null } : result;
    }
    case 'not-sent':
      return { type: 'retry', afterMs: answer.afterMs, reason: answer.reason };
    case 'no-answer':
      return { type: 'unknown', reason: answer.reason };
  }
}
