import type { ChannelContext } from '../../src/channel/adapter.ts';
import type { InboundEvent } from '../../src/channel/inbound.ts';
import { silentLogger } from '../../src/kernel/logger.ts';
import { createPlainAdapter } from '../fakes/plain/adapter.ts';
import { createFakePlain } from '../fakes/plain/platform.ts';
import { describeChannel, type ChannelUnderTest } from './channel-contract.ts';

const context: ChannelContext = {
  clock: Date.now,
  ids: () => 'id',
  logger: silentLogger,
  random: () => 0.5,
  routes: { mount: () => undefined },
  publicUrl: null,
  attachments: {
    store: () => Promise.reject(new Error('plain knows no files')),
    find: () => Promise.resolve(undefined),
  },
};

async function open(): Promise<ChannelUnderTest> {
  const platform = createFakePlain();
  platform.addPerson({ userId: 'lin', name: '小林' });
  platform.addGroup('desk');
  const adapter = createPlainAdapter(platform.wire, context);
  const accepted: InboundEvent[] = [];
  const known = new Set<string>();
  let refusals = 0;
  await adapter.start({
    accept: (event) => {
      if (refusals > 0) {
        refusals -= 1;
        return Promise.reject(new Error('the disk is full'));
      }
      if (known.has(event.eventId)) return Promise.resolve('duplicate');
      known.add(event.eventId);
      accepted.push(event);
      return Promise.resolve('accepted');
    },
  });
  return {
    adapter,
    accepted,
    refuseNext: (count) => {
      refusals = count;
    },
    says: (userId, text, key) => platform.says(userId, `@${userId}`, text, { key }),
    presses: () => Promise.resolve(false),
    shown: (to) => Promise.resolve(platform.shown(to.kind === 'direct' ? `@${to.userId}` : to.groupId)),
    close: async () => {
      await adapter.stop();
      await platform.close();
    },
  };
}

describeChannel({
  name: 'plain',
  open,
  userId: 'lin',
  groupId: 'desk',
  gaps: {
    'gives a pressed button back as the action that was put on it':
      'there are no buttons: what to type instead stands beside each, and is read as words',
    'repaints a message in place': 'nothing can be changed once it is said: the new text is posted',
  },
});
