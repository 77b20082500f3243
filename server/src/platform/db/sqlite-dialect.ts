import {
  type BinaryOperationNode,
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { ManyRows } from './rows.ts';
import type { SqliteThread } from './sqlite-thread.ts';
import { withWordsWritten } from './words.ts';

/** Kysely over a connection on another thread. Transactions are begun by the group commit, one at a time. */
export function sqliteDialect(thread: SqliteThread): Dialect {
  return {
    createDriver: () => driver(connection(thread)),
    createQueryCompiler: () => new WordsCompiler(),
    createAdapter: () => new ThreadAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

class WordsCompiler extends SqliteQueryCompiler {
  protected override visitBinaryOperation(node: BinaryOperationNode) {
    super.visitBinaryOperation(withWordsWritten(node));
  }
}

/** The thread runs statements in the order they come, so callers need not take turns on this side. */
class ThreadAdapter extends SqliteAdapter {
  override get supportsMultipleConnections() {
    return true;
  }
  override get supportsTransactionalDdl() {
    return true;
  }
}

const connection = (thread: SqliteThread): DatabaseConnection => ({
  async executeQuery<Row>({ sql, parameters }: CompiledQuery) {
    const [first] = parameters;
    const { rows, changes } =
      first instanceof ManyRows
        ? await thread.run(sql, first.values, first.width)
        : await thread.run(sql, parameters);
    if (rows) return { rows: rows as Row[] };
    return { rows: [], numAffectedRows: BigInt(changes ?? 0) };
  },
  streamQuery() {
    throw new Error('rows are read in pages, never streamed');
  },
});

function driver(only: DatabaseConnection): Driver {
  const say = async (sql: string) => void (await only.executeQuery(CompiledQuery.raw(sql)));
  return {
    init: async () => {},
    acquireConnection: async () => only,
    beginTransaction: () => say('begin immediate'),
    commitTransaction: () => say('commit'),
    rollbackTransaction: () => say('rollback'),
    releaseConnection: async () => {},
    destroy: async () => {},
  };
}
