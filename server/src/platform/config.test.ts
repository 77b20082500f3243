import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { StartRefusal } from './errors.ts';

function refusal(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof StartRefusal) return error.message;
    throw error;
  }
  return '';
}

describe('settings', () => {
  test('nothing is set: it can be started as it is', () => {
    expect(readConfig({})).toMatchObject({
      ...{ host: '0.0.0.0', port: 3000, publicUrl: 'http://localhost:3000', dataDir: resolve('data') },
      ...{ visitorGraceMs: 300_000, agentGraceMs: 60_000, leaseMs: 30_000, logLevel: 'warn' },
    });
  });

  test('an empty variable is one that is not set', () => {
    expect(readConfig({ STRAKS_PORT: '', STRAKS_DATA: '', STRAKS_LOG: '' })).toEqual(readConfig({}));
  });

  test('what is set counts, seconds as seconds', () => {
    const env = {
      ...{
        STRAKS_PORT: '8080',
        STRAKS_HOST: '127.0.0.1',
        STRAKS_LOG: 'warn',
        STRAKS_DATA: '/var/lib/straks',
      },
      ...{ STRAKS_LEASE_SECONDS: '2.5', STRAKS_TRUSTED_PROXIES: '1' },
    };
    expect(readConfig(env)).toMatchObject({
      ...{ port: 8080, host: '127.0.0.1', logLevel: 'warn', dataDir: '/var/lib/straks' },
      ...{ leaseMs: 2_500, trustedProxies: 1, publicUrl: 'http://localhost:8080' },
    });
  });

  test('the password of a mail server is not repeated when its address is wrong', () => {
    const told = refusal({ STRAKS_SMTP_URL: 'smtp://straks:hemmelig@mail.example.com/queue' });
    expect(told).toContain('STRAKS_SMTP_URL');
    expect(told).not.toContain('hemmelig');
  });

  test.each([
    'redis://redis',
    'redis://:h%2Fmmelig@redis.example.com:6380/3',
    'rediss://straks:hemmelig@[::1]/',
  ])('Redis is at %s', (url) => {
    expect(readConfig({ STRAKS_REDIS_URL: url }).redisUrl).toBe(url);
  });

  test.each([
    ...['redis.example.com:6379', 'https://redis.example.com', 'redis://', 'redis:///1'],
    ...[
      'redis://redis/abc',
      'redis://redis/1/2',
      'redis://redis/123456',
      'redis://redis?db=1',
      'redis://redis#1',
    ],
    ...['redis://:hem%melig@redis', 'redis://hem%@redis'],
    ...['redis://straks:6379/hemmelig@redis', 'redis://:hem/melig@redis', 'redis://:hem#melig@redis'],
  ])('%s is no address of a Redis; it is said without the password', (url) => {
    const told = refusal({ STRAKS_REDIS_URL: url });
    expect(told).toMatch(/^STRAKS_REDIS_URL is .*; allowed: redis:.+\.$/);
    expect(told).not.toMatch(/hem.?melig/);
  });

  test.each([
    ['https://chat.example.com', 'https://chat.example.com'],
    ['https://chat.example.com/', 'https://chat.example.com'],
    ['HTTPS://Chat.Example.com:443', 'https://chat.example.com'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('browsers reach us at %s: %s', (given, origin) => {
    expect(readConfig({ STRAKS_PUBLIC_URL: given }).publicUrl).toBe(origin);
  });

  test('mail is sent when a server and a sender are named, and not before', () => {
    const STRAKS_SMTP_URL = 'smtp://straks:h%40mmelig@mail.example.com';
    const STRAKS_MAIL_FROM = 'chat@example.com';
    expect(readConfig({}).mail).toBe(null);
    expect(readConfig({ STRAKS_SMTP_URL, STRAKS_MAIL_FROM }).mail).toEqual({
      smtp: {
        ...{ host: 'mail.example.com', port: 587, secure: false, user: 'straks', password: 'h@mmelig' },
      },
      ...{ from: 'chat@example.com', replyTo: null },
    });
    const secure = { STRAKS_SMTP_URL: 'smtps://[::1]:4650', STRAKS_MAIL_FROM };
    expect(readConfig(secure).mail?.smtp).toMatchObject({ host: '::1', port: 4650, secure: true, user: '' });
    expect(refusal({ STRAKS_SMTP_URL })).toContain('STRAKS_MAIL_FROM');
  });

  test.each([
    ['STRAKS_SMTP_URL', 'mail.example.com:25'],
    ['STRAKS_SMTP_URL', 'https://mail.example.com'],
    ['STRAKS_SMTP_URL', 'smtp://mail.example.com/queue'],
    ['STRAKS_MAIL_FROM', 'Shop <chat@example.com>'],
    ['STRAKS_MAIL_FROM', 'chat@example.com, eve@example.com'],
    ['STRAKS_PUBLIC_URL', 'https://chat.example.com/straks'],
    ['STRAKS_PUBLIC_URL', 'https://user:secret@chat.example.com'],
    ['STRAKS_PUBLIC_URL', 'javascript:alert(1)'],
    ['STRAKS_PUBLIC_URL', 'chat.example.com'],
    ['STRAKS_PORT', '65536'],
    ['STRAKS_PORT', '-1'],
    ['STRAKS_PORT', '80.5'],
    ['STRAKS_PORT', 'http'],
    ['STRAKS_PORT', ' '],
    ['STRAKS_PORT', '0x50'],
    ['STRAKS_LEASE_SECONDS', '0'],
    ['STRAKS_LEASE_SECONDS', 'Infinity'],
    ['STRAKS_LEASE_SECONDS', 'NaN'],
    ['STRAKS_LOG', 'loud'],
    ['STRAKS_HOST', 'a b'],
  ])('%s="%s" is refused by name, with what is allowed', (name, value) => {
    expect(refusal({ [name]: value })).toMatch(new RegExp(`^${name} is .*; allowed: .+\\.$`));
  });

  test('all that is wrong is told at once', () => {
    const sentences = refusal({ STRAKS_PORT: 'x', STRAKS_LOG: 'loud', STRAKS_TRUSTED_PROXIES: '99' }).split(
      '\n',
    );
    expect(sentences.map((line) => line.split(' ')[0])).toEqual([
      'STRAKS_PORT',
      'STRAKS_LOG',
      'STRAKS_TRUSTED_PROXIES',
    ]);
  });

  test('whatever is set, either it starts with numbers in their range or it refuses with sentences', () => {
    const names = [
      'STRAKS_PORT',
      'STRAKS_LEASE_SECONDS',
      'STRAKS_REQUESTS_PER_SECOND',
      'STRAKS_TRUSTED_PROXIES',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.oneof(fc.string(), fc.double().map(String)),
        (name, value) => {
          const told = refusal({ [name]: value });
          expect(told === '' || told.startsWith(`${name} is `)).toBe(true);
          if (told) return;
          const { port, leaseMs, requestsPerSecond, trustedProxies } = readConfig({ [name]: value });
          for (const number of [port, leaseMs, requestsPerSecond, trustedProxies]) {
            expect(Number.isFinite(number) && number >= 0).toBe(true);
          }
          expect(leaseMs).toBeGreaterThanOrEqual(100);
        },
      ),
    );
  });
});
