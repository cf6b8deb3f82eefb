import { once } from 'node:events';
import { SingleBar } from 'cli-progress';

/** Where commands write: results on standard output, everything said about them on standard error. */
export interface Terminal {
  /** Writes text that is the command's result; waits when the reader is slow. */
  readonly write: (text: string) => Promise<void>;
  /** Writes one line of the result. */
  readonly out: (line: string) => Promise<void>;
  /** Says something to the person, beside the result. */
  readonly say: (line: string) => void;
  /** A bar for work that may take longer than two seconds; silent where nobody is looking. `total` is null where it is not known. */
  readonly progress: (title: string, total: number | null) => Progress;
  /** Standard input, for commands that read it. */
  readonly input: NodeJS.ReadStream;
}

export interface Progress {
  readonly step: (by?: number) => void;
  readonly done: () => void;
}

export function createTerminal(): Terminal {
  const write: Terminal['write'] = async (text) => {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  };
  return {
    write,
    out: (line) => write(`${line}\n`),
    say: (line) => void process.stderr.write(`${line}\n`),
    progress: startProgress,
    input: process.stdin,
  };
}

/** Lines that come one after another in a hurry. */
export interface Lines {
  /** Takes a line; waits when the reader is slow. */
  readonly out: (line: string) => Promise<void>;
  /** Writes what is still held. */
  readonly end: () => Promise<void>;
}

/**
 * Writes lines many at a time: as soon as some sixty thousand characters are held, or nothing more is at hand to work on, so that nobody waits
 * for a line that is ready.
 */
export function holdLines(write: Terminal['write']): Lines {
  let held = '';
  let written = Promise.resolve();
  const flush = (): Promise<void> => {
    const text = held;
    held = '';
    if (text !== '') written = write(text);
    return written;
  };
  return {
    async out(line) {
      // Runs when what was read has been worked on; a fault of writing comes out of the next call that waits.
      if (held === '') setImmediate(() => void flush().catch(() => undefined));
      held += `${line}\n`;
      if (held.length >= mostHeld) await flush();
    },
    end: flush,
  };
}

const mostHeld = 2 ** 16;

function startProgress(title: string, total: number | null): Progress {
  if (!process.stderr.isTTY) return { step: () => undefined, done: () => undefined };
  const format = total === null ? `${title} {value}` : `${title} {bar} {percentage}% {value}/{total}, {eta_formatted} left`;
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: true, barsize: 30 });
  bar.start(total ?? 0, 0);
  return { step: (by = 1) => bar.increment(by), done: () => bar.stop() };
}
