import type { Opened } from './databases.ts';
import { type House, openHouse, words } from './house.ts';

/** A department of a house where nobody else works, and what its people do, for stories of routing. */
export async function openDesk(opened: Opened) {
  const house = await openHouse(opened);
  let departmentId = '';
  type Agent = Awaited<ReturnType<House['available']>>;

  /** Nothing of one story is left to the next. */
  async function tidy() {
    await house.db.write(async (trx) => {
      await trx.deleteFrom('conversation').execute();
      await trx.updateTable('agent').set({ active: 0, disabledMs: 1 }).execute();
    });
    departmentId = (await house.sites.addDepartment(house.site.id, house.ids.id())).id;
  }

  const here = (name: string, more: { capacity?: number; departmentIds?: string[] } = {}) =>
    house.available(name, { departmentIds: [departmentId], ...more });
  const assign = () => house.routing.assignWaiting(house.site.id);

  async function find(id: string) {
    const row = await house.conversations.find(id);
    if (!row) throw new Error('it is gone');
    return row;
  }
  const ownerOf = async (id: string) => (await find(id)).ownerId;
  const act = async (id: string) => ({ conversationId: id, epoch: (await find(id)).epoch });
  const log = async (id: string) =>
    (await house.conversations.page(id, { after: 0 })).entries.map((entry) =>
      'reason' in entry && entry.reason ? `${entry.kind} ${entry.reason}` : entry.kind,
    );
  const places = async () =>
    (await house.db.read.selectFrom('agent').select(['id', 'active']).execute()).flatMap(({ id, active }) =>
      active > 0 ? [[id, active]] : [],
    );

  async function asks(ada?: Awaited<ReturnType<House['visitor']>>, more: object = {}) {
    const visitor = ada ?? (await house.visitor());
    const id = await house.routing.requestChat(visitor, { ...words('hei', { departmentId }), ...more });
    await assign();
    return { ada: visitor, id };
  }

  /** Time goes by at the consoles of these. */
  async function pass(ms: number, ...agents: Agent[]) {
    house.clock.ms += ms;
    for (const { agentId } of agents) await house.presence.beat(house.site.id, agentId, 'console');
    await house.routing.returnUnanswered();
    await assign();
  }

  const says = async (bo: Agent, id: string) =>
    house.messages.send({
      ...{ conversationId: id, ...words('here') },
      sender: { role: 'agent', id: bo.agentId, name: bo.name, epoch: (await find(id)).epoch },
    });

  const colleague = async ({ agentId }: Agent) =>
    (await house.presence.colleagues(house.site.id)).find(({ id }) => id === agentId);

  return {
    ...{ house, tidy, here, assign, find, ownerOf, act, log, places, asks, pass, says, colleague },
    departmentId: () => departmentId,
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;
