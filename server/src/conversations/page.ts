export const pageSize = 100;
/** Text a slow line takes in a few seconds; who reads page by page is never cut for what waits unread. */
const mostCharacters = 128 * 1024;

interface Line {
  body: string | null;
}

/** As many lines from the start as one page takes, and at least one. */
export function firstPage<Row extends Line>(rows: readonly Row[]): Row[] {
  let characters = 0;
  const end = rows.findIndex(({ body }, at) => {
    characters += body?.length ?? 0;
    return at > 0 && (at >= pageSize || characters > mostCharacters);
  });
  return end < 0 ? [...rows] : rows.slice(0, end);
}

/** The same from the end, in the same order. */
export const lastPage = <Row extends Line>(rows: readonly Row[]): Row[] =>
  firstPage(rows.toReversed()).reverse();
