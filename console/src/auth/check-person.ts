import type { Person } from './auth.model.ts';

export type PersonFault = 'needName' | 'needEmail' | 'needPassword';

const address = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;

/** What is missing, by field; the strength of a password is the server's to judge. */
export function faultsOf(person: Partial<Person>): Partial<Record<keyof Person, PersonFault>> {
  return {
    ...(person.name !== undefined && !/\S/.test(person.name) && { name: 'needName' as const }),
    ...(person.email !== undefined && !address.test(person.email.trim()) && { email: 'needEmail' as const }),
    ...(person.password === '' && { password: 'needPassword' as const }),
  };
}
