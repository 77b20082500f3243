import { expect } from 'vitest';
import { addDepartment } from '../drivers/accounts.ts';
import { journey, soon } from '../drivers/journey.ts';

journey('ada chats with bo and rates the help; nobody else hears a word', async ({ openShop }) => {
  const shop = await openShop();
  const repairs = await addDepartment(shop.owner, 'Repairs');
  const bo = await shop.agent('Bo Berg');
  const dag = await shop.agent('Dag Dahl', { departmentIds: [repairs], isAway: true });
  const eve = await shop.visitor('eve');
  const ada = await shop.visitor('ada');
  await eve.ask('Eve asks for something else', 'Eve');

  await ada.ask('Does the Dovre sweater run small?', 'Ada');
  await ada.sees('we are getting Bo Berg');
  expect(await ada.panel.getByText('Bo Berg is here').count()).toBe(0);
  await bo.show('Ada');
  await ada.sees('Bo Berg is here');
  await bo.say('Ada', 'Take your usual size.');
  await ada.sees('Take your usual size.');
  await bo.composer('Ada').pressSequentially('One mo');
  await ada.sees('Bo Berg is writing…');
  await bo.say('Ada', 'It gives a little.');
  await ada.sees('It gives a little.');
  await ada.say('Thank you!');
  await expect
    .poll(() => bo.messages('Ada'), soon)
    .toEqual([
      'Ada: Does the Dovre sweater run small?',
      'You: Take your usual size.',
      'You: It gives a little.',
      'Ada: Thank you!',
    ]);
  expect(await ada.messages()).toEqual([
    'You: Does the Dovre sweater run small?',
    'Bo Berg: Take your usual size.',
    'Bo Berg: It gives a little.',
    'You: Thank you!',
  ]);
  await ada.sees('Read');

  await bo.closeChat('Ada');
  await ada.sees('Bo Berg ended the chat');
  await ada.button('Yes').click();
  await ada.panel.getByRole('textbox', { name: 'Anything to add?' }).fill('Quick and kind');
  await ada.button('Send').click();
  await ada.sees('Thank you. We read every word.');
  await bo.sees('Ada', 'This chat is closed.');
  await bo.sees('Ada', /Ada.* was helped: .*Quick and kind/);

  for (const words of ['Dovre sweater', 'Take your usual size.', 'Quick and kind']) {
    expect(eve.watch.heard(words), `eve heard "${words}"`).toBe(false);
    expect(dag.watch.heard(words), `dag heard "${words}"`).toBe(false);
  }
  expect(bo.watch.heard('Dovre sweater')).toBe(true);
  expect(ada.watch.heard('Eve asks')).toBe(false);
  expect(ada.watch.heard('@straks.example')).toBe(false);
});
