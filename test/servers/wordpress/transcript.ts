import type { RunResult } from '../../../src/store/contract.ts';
import type { Collection } from '../collection.ts';

/** Collects after each step of a story, and prints what the Run says and what the store then holds. */
export function transcript(title: string, { collect, stored }: Collection, id: string): (step: string) => Promise<RunResult> {
  process.stdout.write(`\n${title}\n`);
  return async (step) => {
    const run = await collect(id);
    const { outcome, status, postsNew, postsChanged, postsRemoved } = run;
    process.stdout.write(
      `  ${step}: ${outcome} (${status ?? 'no'} status), ${postsNew} new, ${postsChanged} changed, ${postsRemoved} removed\n`,
    );
    for (const { post, verdict, removed } of await stored()) {
      const text =
        removed === undefined ? post.text.replace(/\s+/g, ' ').slice(0, 70) : `(${removed.why}: no words, still counted)`;
      process.stdout.write(`      ${post.postedAt ?? 'undated'} ${verdict.phase} [${verdict.systems.join(' ')}] ${text}\n`);
    }
    return run;
  };
}
