import { DatabaseSync } from 'node:sqlite';
import { changeSite } from '../drivers/accounts.ts';
import type { AgentPage } from '../drivers/agent-page.ts';
import { Server } from '../drivers/server.ts';
import type { Shop } from '../drivers/shop.ts';
import type { VisitorPage } from '../drivers/visitor-page.ts';
import type { Camera } from './camera.ts';
import { crowd } from './people.ts';

/** The pictures of the README: in line, in chat, and the console at work. */
export async function takeHeroes(shop: Shop, take: Camera): Promise<void> {
  await changeSite(shop.owner, { name: 'Fjell & Ull' });
  const maria = await shop.agent('Maria Moe', { capacity: 3 });
  await earlierChats(shop, maria);
  const [ada, cecilia] = await crowd(shop);
  if (!ada || !cecilia) throw new Error('Nobody came.');
  if (shop.server instanceof Server) spreadOverTheMorning(shop.server.databaseFile);

  const kari = await shop.visitor('Kari', { viewport: { width: 1280, height: 832 } });
  await kari.ask('Which size of the Dovre sweater shall I take? I am 176 cm.', 'Kari Lie');
  await kari.isAt(4);
  await talk(maria, ada, cecilia);
  await take(kari.page, 'in-line');
  await take(cecilia.page, 'in-chat');
  await take(maria.page, 'console');
}

async function earlierChats(shop: Shop, maria: AgentPage): Promise<void> {
  for (const name of ['Nils', 'Oda']) {
    const visitor = await shop.visitor(name);
    await visitor.ask('A short question', name);
    await maria.show(name);
    await maria.closeChat(name);
    await maria.sees(name, 'This chat is closed.');
    await maria.chat(name).getByRole('button', { name: 'Dismiss' }).first().click();
  }
}

/** A pace to reckon the wait from: what happened here within seconds takes minutes in a shop. */
function spreadOverTheMorning(file: string): void {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec(
    'update "conversation" set "assignedMs" = "assignedMs" - (6 - "ticket") * 75000 where "assignedMs" is not null',
  );
  database.close();
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
