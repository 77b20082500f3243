import {
  type BinaryOperationNode,
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawNode,
} from 'kysely';
import type { QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { inPostgres, ManyRows } from './rows.ts';
import { withWordsWritten } from './words.ts';

/** Runs one statement; it fails with a StorageError, or with a refusal. */
export type Run = <Row extends QueryResultRow>(query: QueryConfig) => Promise<QueryResult<Row>>;

/** Kysely over whatever runs a statement: a pool for reading, the one connection that writes. */
export function postgresDialect(run: Run): Dialect {
  return {
    createDriver: () => driver(connection(run)),
    createQueryCompiler: () => new BothCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  };
}

/** Takes PostgreSQL's wording where `rows.ts` has two. */
class BothCompiler extends PostgresQueryCompiler {
  protected override visitRaw(node: RawNode) {
    super.visitRaw(inPostgres(node));
  }
  protected override visitBinaryOperation(node: BinaryOperationNode) {
    super.visitBinaryOperation(withWordsWritten(node));
  }
}

const connection = (run: Run): DatabaseConnection => ({
  async executeQuery<Row>({ sql, parameters }: CompiledQuery) {
    const [first] = parameters;
    const query =
      first instanceof ManyRows
        ? { text: first.inPostgres, values: [JSON.stringify(first.rows)] }
        : { text: sql, values: parameters as unknown[] };
    const { rows, rowCount, command } = await run<QueryResultRow>(query);
    const changed = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE';
    return { rows: (rows ?? []) as Row[], ...(changed && { numAffectedRows: BigInt(rowCount ?? 0) }) };
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
    beginTransaction: () => say('begin'),
    commitTransaction: () => say('commit'),
    rollbackTransaction: () => say('rollback'),
    releaseConnection: async () => {},
    destroy: async () => {},
  };
}
