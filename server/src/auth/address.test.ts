import { expect, test } from 'vitest';
import { oneAddress } from './address.ts';

test('who has a whole IPv6 network is still one guest at the door', () => {
  const same = [
    '2001:db8:1:2::1',
    '2001:db8:1:2:ffff::',
    '2001:0db8:0001:0002:3:4:5:6',
    '2001:DB8:1:2::9%eth0',
  ];
  expect(new Set(same.map(oneAddress))).toEqual(new Set(['2001:db8:1:2']));
  expect(oneAddress('2001:db8:1:3::1')).not.toBe(oneAddress('2001:db8:1:2::1'));
  expect(oneAddress('::1')).toBe('0:0:0:0');
  expect(oneAddress('fe80::')).toBe('fe80:0:0:0');
});

test('an IPv4 address is itself, also when it comes over IPv6', () => {
  expect(oneAddress('192.0.2.7')).toBe('192.0.2.7');
  expect(oneAddress('::ffff:192.0.2.7')).toBe('192.0.2.7');
});
