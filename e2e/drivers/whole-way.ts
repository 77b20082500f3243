import type { AgentPage } from './agent-page.ts';
import { busyAgent } from './busy-agent.ts';
import type { Shop } from './shop.ts';
import type { VisitorPage } from './visitor-page.ts';

/** Ada's whole way through the panel; `stop` looks at each state as she comes to it. */
export async function wholeWay(
  shop: Shop,
  ada: VisitorPage,
  stop: (state: string) => Promise<void>,
): Promise<void> {
  const { words } = ada;
  const bo = await busyAgent(shop);
  await stop('launcher');
  await ada.open();
  await ada.button(words.start).click();
  await ada.sees(words.textMissing);
  await stop('welcome');
  await ada.ask('Hvor blir det av pakken min? Ordre 48213.', 'Ada Aasen');
  await ada.isAt(1);
  await stop('in line');
  await ada.button(words.ratherNotWait).click();
  await ada.button(words.message).waitFor();
  await stop('what she may do instead');
  await ada.button(words.message).click();
  await ada.sees(words.giveUpPlace);
  await stop('a message instead');
  await ada.button(words.back).click();
  await ada.button(words.leaveLine).click();
  await ada.sees(words.leaveLineSure);
  await stop('leaving the line');
  await ada.button(words.stay).click();
  await answered(ada, bo);
  await stop('chat');
  await ada.button(words.endChat).click();
  await ada.sees(words.endChatSure);
  await stop('ending the chat');
  await ada.button(words.endChatYes).click();
  await ada.button(words.no).click();
  await ada.sees(words.ratedNo);
  await stop('after');
  await bo.goAway();
  await ada.button(words.newChat).click();
  await ada.sees(words.whyNobody);
  await stop('nobody there');
  await ada.leaveMessage('Ring meg gjerne i morgen', 'ada@visitor.example');
  await stop('message left');
}

async function answered(ada: VisitorPage, bo: AgentPage): Promise<void> {
  await bo.show('Zoe');
  await bo.closeChat('Zoe');
  await ada.sees(ada.words.getting('Bo Berg'));
  await bo.show('Ada Aasen');
  await ada.sees(ada.words.joined('Bo Berg'));
  await bo.say('Ada Aasen', 'Hei Ada! Jeg ser etter pakken, den er på https://sporing.example/48213');
  await ada.sees('Jeg ser etter pakken');
  await ada.say('Tusen takk');
  await bo.composer('Ada Aasen').pressSequentially('Den');
  await ada.sees(ada.words.typing);
}
