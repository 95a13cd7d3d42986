/** @typedef {{ name: string, state: 'passed'|'failed'|'skipped', detail: string, quiet?: boolean }} Outcome `quiet`: its line was printed already */

/** Counts what ran, and says at the end what failed and what was skipped, by name. */
export class Tally {
  /** @type {Outcome[]} */
  outcomes = [];

  /** @param {(line: string) => void} print */
  constructor(print) {
    this.print = print;
  }

  /** @param {Outcome} outcome */
  add(outcome) {
    this.outcomes.push(outcome);
    if (outcome.quiet) return;
    this.print(`${outcome.state === 'passed' ? 'ok  ' : 'FAIL'} ${outcome.name}${outcome.detail ? ` (${outcome.detail})` : ''}`);
  }

  /** Prints the names of what failed and was skipped and, alone on the last line, the sums. @returns the exit code */
  close() {
    for (const [state, title] of [
      ['failed', 'Failed:'],
      ['skipped', 'Skipped:'],
    ]) {
      const names = this.in(state).map(({ name }) => `  ${name}`);
      if (names.length > 0) this.print(`\n${title}\n${names.join('\n')}`);
    }
    const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map((state) => this.in(state).length);
    this.print(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
    return failed > 0 || passed === 0 ? 1 : 0;
  }

  in(state) {
    return this.outcomes.filter((outcome) => outcome.state === state);
  }
}
