/** One test of the store's contract on one engine. */
export interface ContractResult {
  readonly engine: string;
  readonly test: string;
  /** `passed`, `failed`, or why it was left out. */
  readonly outcome: string;
}

/** Before the name of a part of the contract that an engine cannot keep: what follows is the reason. */
export const leftOut = 'left out: ';

/** Each test beside what became of it on each engine, and a line of totals: a table for people. */
export function sayParity(results: readonly ContractResult[]): readonly string[] {
  const engines = [...new Set(results.map(({ engine }) => engine))];
  const tests = [...new Set(results.map(({ test }) => test))];
  const found = new Map(results.map(({ engine, test, outcome }) => [`${engine}\n${test}`, outcome]));
  const cells = (of: (engine: string) => string): string => engines.map(of).join(' | ');
  const count = (engine: string, outcome: (one: string) => boolean): number =>
    results.filter((one) => one.engine === engine && outcome(one.outcome)).length;
  const total = (engine: string): string => {
    const passed = count(engine, (one) => one === 'passed');
    const failed = count(engine, (one) => one === 'failed');
    return `${passed} passed, ${failed} failed, ${count(engine, () => true) - passed - failed} left out`;
  };
  return [
    `| the store's contract | ${cells((engine) => engine)} |`,
    `|---|${engines.map(() => '---|').join('')}`,
    ...tests.map(
      (test) => `| ${test.replaceAll('|', '\\|')} | ${cells((engine) => found.get(`${engine}\n${test}`) ?? 'not run')} |`,
    ),
    `| in all, ${tests.length} | ${cells(total)} |`,
  ];
}
