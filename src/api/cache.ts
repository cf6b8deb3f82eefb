import type { Reply } from './route.ts';

/** Answers as they went out, each good for as long as the store has not moved since it was made. */
export interface Cache {
  /** The bytes for this address; null where there are none of this revision. */
  readonly find: (url: string, revision: number) => Buffer | null;
  /** Keeps an answer that began to be made at this revision, and gives its bytes. */
  readonly keep: (url: string, revision: number, reply: Reply) => Buffer;
}

const mostAnswers = 300;
const mostBytes = 32 * 1024 * 1024;

export function createCache(): Cache {
  const answers = new Map<string, { readonly revision: number; readonly bytes: Buffer }>();
  let size = 0;
  const drop = (url: string): void => {
    size -= answers.get(url)?.bytes.length ?? 0;
    answers.delete(url);
  };
  return {
    find: (url, revision) => {
      const answer = answers.get(url);
      if (answer?.revision === revision) return answer.bytes;
      drop(url);
      return null;
    },
    keep: (url, revision, { body }) => {
      const bytes = Buffer.from(JSON.stringify(body));
      drop(url);
      answers.set(url, { revision, bytes });
      size += bytes.length;
      // The oldest go first.
      for (const [other] of answers) {
        if (answers.size <= mostAnswers && size <= mostBytes) break;
        drop(other);
      }
      return bytes;
    },
  };
}
