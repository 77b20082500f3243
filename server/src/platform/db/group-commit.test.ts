import { expect, test } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

test('a unit that comes while the last group is just ending is written too', async () => {
  for (let moments = 0; moments < 12; moments += 1) {
    const said: string[] = [];
    const group = createGroupCommit<object, never>({
      trx: {},
      begin: async () => void said.push('begin'),
      commit: async () => void said.push('commit'),
      say: async (sql) => void said.push(sql),
      committed() {},
      fatal() {},
    });
    const write = () =>
      new Promise((resolve, reject) => group.add({ work: async () => said.push('work'), resolve, reject }));
    await write();
    for (let moment = 0; moment < moments; moment += 1) await null;
    await write();
    await group.idle();
    expect([moments, said.filter((sql) => sql === 'commit').length]).toEqual([moments, 2]);
  }
});
