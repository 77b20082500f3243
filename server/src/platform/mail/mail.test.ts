import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { databases, type Opened } from '../../testing/databases.ts';
import { type House, openHouse } from '../../testing/house.ts';
import { cutInTheMiddle, postOffice } from '../../testing/post-office.ts';
import { createLog } from '../log.ts';
import type { Letter } from './letter.ts';
import { createMail, type MailParts } from './mail.ts';
import { readSmtpUrl } from './smtp.ts';

const refusing = (responseCode: number, text: string) => Object.assign(new Error(text), { responseCode });

const letter: Letter = {
  ...{ language: 'nb', name: 'Fjell & Ull', brand: '#1f6f78', subject: 'Det er snart din tur' },
  ...{ heading: 'Det er snart din tur', paragraphs: ['Vi holder plassen til 14.35.'] },
  button: { label: 'Fortsett samtalen', url: 'https://chat.example/continue#key.secret' },
  small: ['Du får denne fordi du ba om det.'],
};

describe.each(databases)('mail on $name', ({ open }) => {
  let opened: Opened;
  let house: House;
  const offices: { close(): Promise<void> }[] = [];

  beforeEach(async () => {
    opened = await open();
    house = await openHouse(opened);
  });
  afterEach(async () => {
    await Promise.all(offices.splice(0).map((one) => one.close()));
    await opened.close();
  });

  async function officeThat(options: SMTPServerOptions = {}, port = 0) {
    const office = await postOffice(options, port);
    offices.push(office);
    return office;
  }

  function room(
    url: string | null,
    more: Partial<MailParts> = {},
    write = async () => letter as Letter | null,
  ) {
    const smtp = url === null ? null : readSmtpUrl(url);
    const { db, clock, ids } = house;
    const mail = createMail({
      ...{ db, clock, ids, log: createLog('silent'), publicUrl: 'https://chat.example' },
      settings: smtp ? { smtp, from: 'chat@shop.example', replyTo: null } : null,
      ...more,
    });
    mail.writes('turn', write);
    return mail;
  }

  const post = (mail: ReturnType<typeof room>, onceKey = 'turn:1', to = 'ada@home.example') =>
    house.db.write((trx) =>
      mail.post(trx, {
        ...{ siteId: house.site.id, kind: 'turn', to, language: 'nb', data: {}, onceKey },
        dueMs: house.clock.nowMs(),
      }),
    );

  const status = (mail: ReturnType<typeof room>) => mail.status(house.site.id);
  const later = (ms: number) => {
    house.clock.ms += ms;
  };

  test('ada gets one mail, whole, in plain words and in the colours of the shop', async () => {
    const office = await officeThat();
    const mail = room(office.url);
    await post(mail);
    await post(mail);
    await Promise.all([mail.sendDue(), mail.sendDue()]);
    await mail.sendDue();
    expect(office.taken).toHaveLength(1);
    const [one] = office.taken;
    expect(one).toMatchObject({ from: 'chat@shop.example', to: ['ada@home.example'] });
    expect(one?.mail.from).toMatchObject({ name: 'Fjell & Ull', address: 'chat@shop.example' });
    expect(one?.mail.subject).toBe('Det er snart din tur');
    expect(one?.mail.text).toContain('https://chat.example/continue#key.secret');
    expect(one?.mail.html).toContain('Fjell &amp; Ull');
    expect(one?.mail.html).not.toMatch(/<img|<script|src=/);
    expect(one?.raw).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
    expect(await status(mail)).toMatchObject({ on: true, waiting: 0, troubles: [] });
  });

  test('a server that says "come back later" gets it later, under the same Message-ID', async () => {
    let tries = 0;
    const ids = new Set<string | undefined>();
    const office = await officeThat({
      onRcptTo(_address, _session, done) {
        tries += 1;
        done(tries === 1 ? refusing(451, '4.7.1 Greylisted, try again later') : null);
      },
    });
    const mail = room(office.url);
    await post(mail);
    await mail.sendDue();
    expect(office.taken).toHaveLength(0);
    expect(await status(mail)).toMatchObject({ waiting: 1, troubles: [{ to: 'ada@home.example' }] });
    await mail.sendDue();
    expect(tries).toBe(1);
    later(15_000);
    await mail.sendDue();
    expect(office.taken).toHaveLength(1);
    for (const { mail: read } of office.taken) ids.add(read.messageId);
    expect([...ids][0]).toMatch(/^<[\w-]+@chat\.example>$/);
    expect(await status(mail)).toMatchObject({ waiting: 0, troubles: [] });
  });

  test('a mail refused for good is not tried again, and the owner can read why', async () => {
    let tries = 0;
    const office = await officeThat({
      onRcptTo({ address }, _session, done) {
        tries += 1;
        done(refusing(550, `5.1.1 ${address}: no such user`));
      },
    });
    const mail = room(office.url);
    await post(mail);
    await mail.sendDue();
    later(3_600_000);
    await mail.sendDue();
    expect(tries).toBe(1);
    const { troubles, waiting } = await status(mail);
    expect(waiting).toBe(0);
    expect(troubles).toMatchObject([{ againAt: null, reason: expect.stringContaining('no such user') }]);
    expect(troubles[0]?.reason).not.toContain('ada@home.example');
  });

  test('a relay that does not know us yet loses no mail', async () => {
    let isKnown = false;
    const office = await officeThat({
      onMailFrom: (_address, _session, done) =>
        done(isKnown ? null : refusing(550, '5.7.1 sender not allowed here')),
    });
    const mail = room(office.url);
    await post(mail);
    await mail.sendDue();
    expect(await status(mail)).toMatchObject({ waiting: 1 });
    isKnown = true;
    later(15_000);
    await mail.sendDue();
    expect(office.taken).toHaveLength(1);
  });

  test('a line cut in the middle of a mail, and a server that was away, only make it later', async () => {
    const dying = await cutInTheMiddle();
    const mail = room(`smtp://127.0.0.1:${dying.port}`);
    await post(mail);
    await mail.sendDue();
    expect(dying.cuts()).toBe(1);
    expect(await status(mail)).toMatchObject({ waiting: 1 });
    await dying.close();
    later(15_000);
    await mail.sendDue();
    expect(await status(mail)).toMatchObject({
      waiting: 1,
      troubles: [{ reason: expect.stringContaining('ECONNREFUSED') }],
    });
    const back = await officeThat({}, dying.port);
    later(30_000);
    await mail.sendDue();
    expect(back.taken).toHaveLength(1);
  });

  test('after a day in vain it is given up', async () => {
    const mail = room('smtp://127.0.0.1:9');
    await post(mail);
    for (let tries = 0; tries < 60; tries += 1) {
      await mail.sendDue();
      later(1_800_000);
    }
    expect(await status(mail)).toMatchObject({ waiting: 0, troubles: [{ againAt: null }] });
  });

  test('two nodes send it once; of one that died while sending, another takes it over', async () => {
    const office = await officeThat();
    const halfway = Promise.withResolvers<void>();
    const died = room(office.url, {}, async () => {
      halfway.resolve();
      return new Promise<never>(() => {});
    });
    const [second, third] = [room(office.url), room(office.url)];
    await post(second);
    void died.sendDue();
    await halfway.promise;
    await Promise.all([second.sendDue(), third.sendDue()]);
    expect(office.taken).toHaveLength(0);
    later(120_000);
    await Promise.all([second.sendDue(), third.sendDue()]);
    expect(office.taken).toHaveLength(1);
  });

  test('what has become untrue meanwhile is not sent', async () => {
    const office = await officeThat();
    const mail = room(office.url, {}, async () => null);
    await post(mail);
    await mail.sendDue();
    expect(office.taken).toHaveLength(0);
    expect(await status(mail)).toMatchObject({ waiting: 0 });
  });

  test('a name or an address with line breaks adds no header and no recipient', async () => {
    const office = await officeThat();
    const evil = 'Shop"\r\nBcc: eve@evil.example\r\nX-Evil: 1\u0000\u202e';
    const mail = room(office.url, {}, async () => ({
      ...letter,
      name: evil,
      subject: `Hei\r\nBcc: eve@evil.example`,
    }));
    await post(mail);
    await post(mail, 'turn:2', 'ada@home.example>\r\nRCPT TO:<eve@evil.example');
    await post(mail, 'turn:3', 'ada@home.example, eve@evil.example');
    await mail.sendDue();
    for (const { to, mail: read } of office.taken) {
      expect(to).toEqual(['ada@home.example']);
      expect(read.headers.map(({ key }) => key)).not.toContain('bcc');
      expect(read.headers.map(({ key }) => key)).not.toContain('x-evil');
    }
    expect(office.taken).toHaveLength(1);
    expect((await status(mail)).troubles).toHaveLength(2);
  });

  test('olga tries it out: she gets a mail, or reads what the mail server says', async () => {
    const site = { name: 'Fjell & Ull', brand: '#1f6f78' };
    const office = await officeThat();
    expect(await room(office.url).tryOut(site, 'olga@shop.example', 'nb')).toBe(null);
    expect(office.taken).toMatchObject([
      { to: ['olga@shop.example'], mail: { subject: 'E-posten virker', from: { name: 'Fjell & Ull' } } },
    ]);
    const strict = await officeThat({
      onMailFrom: (_address, _session, done) => done(refusing(550, '5.7.1 sender not allowed here')),
    });
    expect(await room(strict.url).tryOut(site, 'olga@shop.example', 'en')).toContain('sender not allowed');
    expect(await room('smtp://127.0.0.1:1').tryOut(site, 'olga@shop.example', 'en')).toContain('ECONN');
    expect(await room(null).tryOut(site, 'olga@shop.example', 'en')).toContain('no mail server');
  });

  test('without a mail server nothing is sent, and that can be asked', async () => {
    const mail = room(null);
    await post(mail);
    await mail.sendDue();
    expect(mail.isOn).toBe(false);
    expect(await status(mail)).toMatchObject({ on: false, from: null, waiting: 1 });
  });

  test('a password is sent over TLS or not at all', async () => {
    const logins: (string | undefined)[] = [];
    const office = await officeThat({
      hideSTARTTLS: false,
      authOptional: false,
      onAuth({ username, password }, _session, done) {
        logins.push(`${username} ${password}`);
        done(null, { user: username });
      },
    });
    const mail = room(office.url.replace('//', '//straks:h%40mmelig@'));
    await post(mail);
    await mail.sendDue();
    expect(logins).toEqual(['straks h@mmelig']);
    expect(office.taken).toHaveLength(1);
  });
});
