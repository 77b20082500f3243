import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConversationTable } from '../schema.ts';
import { databases, type Opened } from '../testing/databases.ts';
import { type Desk, openDesk } from '../testing/desk.ts';
import { words } from '../testing/house.ts';
import { createReports, type Reports } from './reports.ts';

const minute = 60_000;
const dayMs = 24 * 60 * minute;

describe.each(databases)('who came, was served and gave up, on $name', ({ open }) => {
  let opened: Opened;
  let desk: Desk;
  let house: Desk['house'];
  let reports: Reports;

  beforeAll(async () => {
    opened = await open();
    desk = await openDesk(opened);
    house = desk.house;
    reports = createReports(house);
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    // Each story has a day of its own: the line is the site's.
    house.clock.ms += 2 * dayMs;
    await desk.tidy();
  });

  const today = (daysAgo = 0) => new Date(house.clock.ms - daysAgo * dayMs).toISOString().slice(0, 10);
  const on = (date = today()) => reports.waits(house.site.id, { from: date, to: date });
  const pass = (ms: number) => {
    house.clock.ms += ms;
  };

  /** Somebody is here, and goes away at once. */
  async function joins() {
    const olga = await desk.here('Olga');
    const ada = await house.visitor();
    const id = await house.routing.requestChat(ada, words('hei', { departmentId: desk.departmentId() }));
    await house.presence.setStatus(house.site.id, olga.agentId, 'away');
    return { ada, id };
  }

  test('ada leaves a message from the line, eve wants a call, di leaves: all came, none was served', async () => {
    const [ada, eve, di] = [await joins(), await joins(), await joins()];
    pass(3 * minute);
    await house.routing.leaveCase(ada.ada, words('Please write to me', {}));
    await house.routing.leaveCase(eve.ada, words(''), { reason: 'callback' });
    await house.routing.leaveLine(di.ada, di.id);
    const { waits, gaveUp, firstAnswer } = await on();
    expect(waits).toMatchObject({ came: 3, served: 0, gaveUp: 3, sentAway: 0, stillWaiting: 0 });
    expect(gaveUp).toMatchObject({ count: 3, percent: 100, message: 1, call: 1, missed: 0 });
    expect(gaveUp).toMatchObject({ medianMs: 3 * minute, p90Ms: 3 * minute });
    expect(firstAnswer).toMatchObject({ answered: 0, unanswered: 3 });
  });

  test('who is sent home at closing came, and did not give up', async () => {
    await joins();
    await house.sites.change(house.site.id, {
      hours: { zone: 'Europe/Oslo', spans: [{ day: 7, from: '00:00', to: '00:05' }], closedDays: [] },
    });
    pass(20 * minute);
    await house.routing.endDays();
    await house.sites.change(house.site.id, { hours: { zone: 'Europe/Oslo', spans: [], closedDays: [] } });
    expect((await on()).waits).toMatchObject({ came: 1, gaveUp: 0, sentAway: 1, stillWaiting: 0 });
  });

  test('it rang at bo in vain and ada gave up: nobody was there for her', async () => {
    await desk.here('Bo');
    const { ada, id } = await desk.asks();
    pass(45_000);
    await house.routing.returnUnanswered();
    expect(await desk.log(id)).toContain('returned not_accepted');
    pass(minute);
    await house.routing.leaveLine(ada, id);
    const { waits, gaveUp } = await on();
    expect(waits).toMatchObject({ came: 1, served: 0, gaveUp: 1 });
    expect(gaveUp.medianMs).toBe(45_000 + minute);
  });

  test('ada ends it while it rings; di, to whom bo has written, was served', async () => {
    const bo = await desk.here('Bo', { capacity: 2 });
    const [ada, di] = [await desk.asks(), await desk.asks()];
    await desk.says(bo, di.id);
    await house.routing.endChat(ada.ada, ada.id);
    await house.routing.endChat(di.ada, di.id);
    expect((await on()).waits).toMatchObject({ came: 2, served: 1, gaveUp: 1 });
  });

  test('given back by bo who had said nothing, ada waits until caro is there', async () => {
    const bo = await desk.here('Bo');
    const { id } = await desk.asks();
    pass(minute);
    await house.routing.giveBack(bo, await desk.act(id));
    expect((await on()).waits).toMatchObject({ came: 1, served: 0, stillWaiting: 1 });
    pass(2 * minute);
    const caro = await desk.here('Caro');
    await house.routing.assignWaiting(house.site.id);
    await desk.says(caro, id);
    const { waits } = await on();
    expect(waits).toMatchObject({ came: 1, served: 1, stillWaiting: 0, medianMs: 3 * minute });
  });

  test('passed on by bo who had helped her, ada was served when bo was there', async () => {
    const bo = await desk.here('Bo');
    const { ada, id } = await desk.asks();
    await desk.says(bo, id);
    pass(minute);
    await house.routing.giveBack(bo, await desk.act(id));
    await house.routing.leaveLine(ada, id);
    expect((await on()).waits).toMatchObject({ came: 1, served: 1, gaveUp: 0, medianMs: 0 });
  });

  test('yesterday’s wait stays yesterday’s when ada writes again today', async () => {
    const { ada, id } = await joins();
    pass(10 * minute);
    const bo = await desk.here('Bo');
    await house.routing.assignWaiting(house.site.id);
    await desk.says(bo, id);
    await house.routing.close(bo, await desk.act(id), null);
    const before = await on();
    pass(20 * 60 * minute);
    await desk.here('Caro');
    await house.routing.requestChat(ada, { ...words('One thing more'), reopen: id });
    expect(await desk.log(id)).toContain('reopened');
    const { waits, firstAnswer } = await on(today(1));
    expect(waits).toMatchObject({ came: 1, served: 1, medianMs: 10 * minute });
    expect({ waits, firstAnswer }).toEqual({ waits: before.waits, firstAnswer: before.firstAnswer });
    expect((await on()).waits).toMatchObject({ came: 1, served: 0, stillWaiting: 1 });
  });

  test('whoever was not seen any more waited until she was seen last', async () => {
    const { id } = await joins();
    pass(minute);
    await opened.db.write((trx) =>
      trx
        .updateTable('conversation')
        .set({ visitorSeenMs: house.clock.ms } satisfies Partial<ConversationTable>)
        .where('id', '=', id)
        .execute(),
    );
    pass(6 * minute);
    await house.routing.leaveUnseen(() => false);
    expect((await on()).gaveUp).toMatchObject({ count: 1, medianMs: minute });
  });

  test('by department and by hour, and the same in the table', async () => {
    const [ada] = [await joins(), await joins()];
    pass(60 * minute);
    await house.routing.leaveLine(ada.ada, ada.id);
    await joins();
    const { gaveUp, departments } = await on();
    const hour = ((house.clock.ms / 3_600_000) % 24) | 0;
    expect(gaveUp.byDepartment).toMatchObject([
      { departmentId: departments.at(-1)?.id, came: 3, count: 1, percent: 33.3, few: true },
    ]);
    expect(gaveUp.byHour).toMatchObject([
      // Oslo is an hour ahead of Greenwich.
      { hour, came: 2, count: 1, percent: 50, few: true },
      { hour: hour + 1, came: 1, count: 0 },
    ]);
    const { text } = await reports.csv(house.site.id, { from: today(), to: today() });
    const rows = text.split('\r\n');
    expect(rows).toContain(`gave up by hour,${hour},,,,,,,,,1,,`);
    expect(rows).toContain(`joined by hour,${hour},,,,,,,,,2,,`);
    expect(rows).toContain('waited,gave up,,,,,,,,,1,3600,3600');
  });
});
