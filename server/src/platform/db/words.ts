import { BinaryOperationNode, ColumnNode, ReferenceNode, ValueNode } from 'kysely';

/** Columns that hold one of a few words. */
const ofFewWords: ReadonlySet<string> = new Set(['state', 'kind']);
const isWord = (value: unknown): value is string => typeof value === 'string' && /^[a-z_]+$/.test(value);

/**
 * Such a word is written out, not sent as a parameter: only then do both databases see that a partial index, as of
 * those who are waiting, has all that is asked for, and do not walk through everything that ever was.
 */
export function withWordsWritten(node: BinaryOperationNode): BinaryOperationNode {
  const { leftOperand, rightOperand } = node;
  if (!ReferenceNode.is(leftOperand) || !ColumnNode.is(leftOperand.column)) return node;
  if (!ofFewWords.has(leftOperand.column.column.name)) return node;
  if (!ValueNode.is(rightOperand) || !isWord(rightOperand.value)) return node;
  return BinaryOperationNode.create(
    leftOperand,
    node.operator,
    ValueNode.createImmediate(rightOperand.value),
  );
}
