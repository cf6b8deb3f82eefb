import { explain } from './explain.ts';
import { createProgram } from './program.ts';
import { createTerminal } from './terminal.ts';

/** Longer than a safe end takes: a mail server that is asked just then may need most of it. */
const patienceMs = 45_000;

const terminal = createTerminal();
const stopping = new AbortController();
for (const [name, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.on(name, () => stop(code));
process.stdout.on('error', giveUpWriting);
// What is said beside the result may go nowhere: `2>&1 | head` is no reason to fail.
process.stderr.on('error', () => undefined);

let exitCode = 0;
try {
  const words = process.argv.slice(2);
  const program = await createProgram({ terminal, signal: stopping.signal, exitWith: (code) => (exitCode = code), words });
  await program.parseAsync();
} catch (error) {
  exitCode = explain(error, terminal);
}
process.exit(exitCode);

/** The first signal asks for a safe end, which takes seconds at most; the second, or patience running out, does not ask. */
function stop(code: number): void {
  if (stopping.signal.aborted) process.exit(code);
  stopping.abort();
  setTimeout(() => process.exit(code), patienceMs).unref();
}

/** `ripplewatch export | head` closes the pipe early; that is the reader's right and no error. */
function giveUpWriting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') terminal.say(`ripplewatch: standard output cannot be written (${error.code ?? error.message}).`);
  process.exit(error.code === 'EPIPE' ? 0 : 1);
}
