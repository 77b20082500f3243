import { expect, test } from 'vitest';
import { csv } from './csv.ts';

const lines = (...cells: (string | number | null)[]) =>
  csv(
    ['a'],
    cells.map((cell) => [cell]),
  ).split('\r\n');

test('a table keeps its commas, quotes and lines, and Excel reads its letters', () => {
  const text = csv(
    ['name', 'chats'],
    [
      ['Åse "Lill", Bø\nnight', 3],
      ['', null],
    ],
  );
  expect(text).toBe('\uFEFFname,chats\r\n"Åse ""Lill"", Bø\nnight",3\r\n,\r\n');
});

test('no text is taken for a formula, and numbers stay numbers', () => {
  const hostile = ['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', ' =1', '＝1'];
  const told = lines(...hostile).slice(1, -1);
  for (const line of told) expect(line.replace(/^"/, '')[0], line).toBe("'");
  expect(lines(-2, 1.5, 'Bo = Bo').slice(1, -1)).toEqual(['-2', '1.5', 'Bo = Bo']);
});
