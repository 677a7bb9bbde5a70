import { z } from 'zod';

/** The block `channels.web` of bot.config.yaml. */
export const webChannelConfig = z.strictObject({
  enabled: z.boolean().default(true),
});
export type WebChannelConfig = z.infer<typeof webChannelConfig>;

/** How people call the bot in a group: cut out of the text where they stand after an @. */
export const botNames = ['帮办', '幫辦', 'Bangban'] as const;
