import { afterAll, beforeAll, expect, test } from 'vitest';
import { databases, type Opened } from '../testing/databases.ts';
import { type House, openHouse } from '../testing/house.ts';
import { createInbox } from './inbox.ts';

let opened: Opened;
let house: House;
beforeAll(async () => {
  opened = await (databases[0] as (typeof databases)[0]).open();
  house = await openHouse(opened);
});
afterAll(() => opened.close());

test('a department goes with more conversations than a page holds: every list hears of all of them', async () => {
  const inbox = createInbox(house.conversations, () => false);
  const { id: siteId } = house.site;
  const sales = await house.sites.addDepartment(siteId, 'Sales');
  const waiting = await Promise.all(Array.from({ length: 1_100 }, () => house.opened(sales.id)));
  const head = await inbox.head(siteId);
  await house.sites.removeDepartment(siteId, sales.id);
  const changed = await inbox.changedSince(siteId, head);
  expect(new Set(changed.map(({ id }) => id))).toEqual(new Set(waiting.map(({ id }) => id)));
  expect(changed.every(({ departmentId }) => departmentId !== sales.id)).toBe(true);
});
