import { describe, expect, test } from 'vitest';
import { readConfig } from '../config.ts';

const told = (url: string) => {
  try {
    readConfig({ STRAKS_DATABASE_URL: url });
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error(`${url} was taken`);
};

describe('the address of the database', () => {
  test('without one it is the file in the data folder', () => {
    expect(readConfig({}).databaseUrl).toBeNull();
    expect(readConfig({ STRAKS_DATABASE_URL: '' }).databaseUrl).toBeNull();
  });

  test.each([
    'postgres://straks:secret@db.example.com/straks',
    'postgresql://straks@localhost:5433/straks?sslmode=require',
    'postgres://straks@127.0.0.1/straks%20test',
    'postgres:///straks?host=/var/run/postgresql',
  ])('%s is taken', (url) => {
    expect(readConfig({ STRAKS_DATABASE_URL: url }).databaseUrl?.href).toBe(url);
  });

  test.each([
    'straks',
    'db.example.com:5432/straks',
    'mysql://root:secret@localhost/straks',
    'postgres:',
    'postgres://localhost',
    'postgres:///straks',
    'postgres://straks:secret@localhost:99999/straks',
    'redis://localhost:6379',
  ])('%s is refused with an example, and its password is not repeated', (url) => {
    const sentence = told(url);
    expect(sentence).toMatch(
      /^STRAKS_DATABASE_URL is .*; allowed: postgres:\/\/user:password@host:5432\/database\.$/,
    );
    expect(sentence).not.toContain('secret');
  });
});
