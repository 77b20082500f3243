import type { AgentPage } from './agent-page.ts';
import type { Shop } from './shop.ts';

/** Bo, with the one chat he can take: Zoe's. Whoever comes now stands in line. */
export async function busyAgent(shop: Shop): Promise<AgentPage> {
  const bo = await shop.agent('Bo Berg', { capacity: 1 });
  const zoe = await shop.visitor('zoe');
  await zoe.ask('Zoe has a question', 'Zoe');
  await zoe.sees('we are getting Bo Berg');
  return bo;
}
