export interface Tally {
  passed: number;
  failed: number;
}

/** The part of Vitest's JSON report that we count. */
export interface VitestReport {
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

/**
 * Counts tests, and counts as failed also what is no test but must not go unseen: a file that could not
 * be loaded, a run that ended badly although each test passed, a run that left no report.
 */
export function tallyOf(report: VitestReport | undefined, exitCode: number): Tally {
  const files = report?.testResults ?? [];
  const statuses = files.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const failedTests = statuses.filter((status) => status === 'failed').length;
  const brokenFiles = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = failedTests + brokenFiles;
  return {
    passed: statuses.filter((status) => status === 'passed').length,
    failed: failed === 0 && (exitCode !== 0 || !report) ? 1 : failed,
  };
}

export function sum(tallies: Tally[]): Tally {
  return {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
  };
}
