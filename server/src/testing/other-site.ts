import { cookieOf, post, type TestServer } from './people.ts';

/** A second shop on the same server, with an owner of its own; the first must never hear of it. */
export async function otherSite(server: TestServer, origins: string[] = []) {
  const { db, sites, auth } = server.straks;
  const [id, departmentId, key] = ['other-site-000000000000', 'other-department-00000', 'othersite0000000'];
  const nowMs = server.straks.clock.nowMs();
  const hours = JSON.stringify({ zone: 'Europe/Oslo', spans: [], closedDays: [] });
  await db.write(async (trx) => {
    await trx
      .insertInto('site')
      .values({
        ...{ id, key, hours, name: 'Other', brand: '#112233', language: 'nb', createdMs: nowMs + 1 },
        ...{ origins: JSON.stringify(origins), categories: '[]' },
      })
      .execute();
    await trx
      .insertInto('department')
      .values({ id: departmentId, siteId: id, name: 'Other', createdMs: nowMs, deletedMs: null })
      .execute();
  });
  await sites.warm();

  /** Her cookie. */
  async function ownerOf(olga: string): Promise<string> {
    const me = await auth.whoOfCookie(olga);
    if (!me) throw new Error('the first owner is not signed in');
    const offer = { role: 'owner' as const, capacity: 3, departmentIds: [departmentId] };
    const { link } = await auth.invite({ ...me, siteId: id }, offer);
    const person = { name: 'Una Other', email: 'una@other.example', password: 'a long enough secret' };
    const { response } = await post(server, '/api/account/invites/accept', {
      token: link.split('/').at(-1),
      ...person,
    });
    return cookieOf(response);
  }

  return { id, key, departmentId, server: { ...server, siteKey: key }, ownerOf };
}
