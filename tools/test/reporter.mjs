import { relative } from 'node:path';

/** One line a test file; of a failed one everything that is needed to understand it, at once. */
export default class OneLineAFile {
  constructor(globalConfig) {
    this.root = globalConfig.rootDir;
  }

  onTestResult(test, result) {
    const name = relative(process.cwd(), test.path);
    const seconds = ((result.perfStats.end - result.perfStats.start) / 1000).toFixed(1);
    const failed = result.numFailingTests > 0 || result.testExecError;
    const skipped = result.numPendingTests > 0 ? `, ${result.numPendingTests} skipped` : '';
    process.stderr.write(`${failed ? 'FAIL' : 'ok  '} ${name} (${result.numPassingTests} passed${skipped}, ${seconds} s)\n`);
    if (failed && result.failureMessage) process.stderr.write(`${result.failureMessage}\n`);
  }

  getLastError() {}
}
