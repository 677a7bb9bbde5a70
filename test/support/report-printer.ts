import type { Said, World } from './world.ts';

/** Takes somebody from a jammed printer to the summary; `until` stops earlier, at the question whose text contains it. */
export async function reportPrinter(world: World, userId = 'lin', until?: string): Promise<Said> {
  await world.says(userId, '三楼打印机卡纸了，怎么都打不出来');
  let said = await world.says(userId, '没解决');
  for (let step = 0; step < 12; step += 1) {
    const last = said.at(-1) ?? (await world.heard(`@${userId}`)).at(-1);
    if (!last) throw new Error('the bot is silent');
    if (until !== undefined && last.text.includes(until)) return last;
    if (last.message.actions.some(({ action }) => action.endsWith(':submit'))) return last;
    const choices = last.message.actions.filter(({ action }) => action.includes(':answer:'));
    said = await world.says(userId, choices.length > 0 ? '1' : '财务室那台惠普');
  }
  throw new Error('the questionnaire has no end');
}

/** The same, submitted: resolves to the ticket's number as text, `T-3`. */
export async function openPrinterTicket(world: World, userId = 'lin'): Promise<string> {
  await reportPrinter(world, userId);
  const said = await world.says(userId, userId === 'emma' ? 'submit' : '提交');
  const number = /T-\d+/.exec(said.at(-1)?.text ?? '')?.[0];
  if (number === undefined) throw new Error(`no ticket was opened: ${said.at(-1)?.text ?? 'silence'}`);
  return number;
}
