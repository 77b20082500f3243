import { changeSite } from '../drivers/accounts.ts';
import type { AgentPage } from '../drivers/agent-page.ts';
import type { Shop } from '../drivers/shop.ts';
import type { VisitorPage } from '../drivers/visitor-page.ts';
import type { Camera } from './camera.ts';
import { people } from './people.ts';

const desktop = { viewport: { width: 1280, height: 832 } };

/** The pictures of the README: in line, in chat, and the console at work. */
export async function takeHeroes(shop: Shop, take: Camera): Promise<void> {
  await changeSite(shop.owner, { name: 'Fjell & Ull' });
  const maria = await shop.agent('Maria Moe', { capacity: 3, viewport: { width: 1440, height: 900 } });
  const [ada, cecilia] = await crowd(shop);
  if (!ada || !cecilia) throw new Error('Nobody came.');

  const kari = await shop.visitor('Kari', desktop);
  await kari.ask('Which size of the Dovre sweater shall I take? I am 176 cm.', 'Kari');
  await kari.isAt(4);
  await take(kari.page, 'in-line');

  await talk(maria, ada, cecilia);
  await take(cecilia.page, 'in-chat');
  await take(maria.page, 'console');
}

async function crowd(shop: Shop): Promise<VisitorPage[]> {
  const pages: VisitorPage[] = [];
  for (const { name, asks } of people) {
    const visitor = await shop.visitor(name, desktop);
    await visitor.ask(asks, name);
    pages.push(visitor);
  }
  return pages;
}

async function talk(maria: AgentPage, ada: VisitorPage, cecilia: VisitorPage): Promise<void> {
  await maria.show('Cecilia Lund');
  await maria.say('Cecilia Lund', 'Hi Cecilia! Take the M. Wool gives way, and the Dovre is cut wide.');
  await cecilia.say('Lovely. And can I wash it?');
  await maria.sees('Cecilia Lund', 'can I wash it');
  await maria.say(
    'Cecilia Lund',
    'By hand at 30 °C, and dry it flat. Most weeks, a night outside is enough.',
  );
  await cecilia.say('Thank you, that helps!');
  await maria.sees('Cecilia Lund', 'that helps');
  await maria.row('Ada Aasen').getByRole('button', { name: 'Open Ada Aasen beside' }).click();
  await maria.say('Ada Aasen', 'Hei Ada! Jeg ser etter med en gang.');
  await ada.say('Tusen takk!');
  await maria.sees('Ada Aasen', 'Tusen takk!');
  await maria.say('Ada Aasen', 'Den er sendt fra Lom i dag og er hos deg torsdag.');
  await maria.composer('Cecilia Lund').pressSequentially('You are wel');
  await cecilia.sees('Maria Moe is writing…');
}
