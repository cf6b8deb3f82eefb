// Real processes of ours on one database, and what may happen to them.
import type { ChildProcess } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { addressOf, launch } from '../../cli.ts';

export interface Member {
  readonly name: string;
  readonly child: ChildProcess;
  readonly url: string;
  /** As it names itself to the others: what `claimedBy` begins with. */
  readonly isHolder: (holder: string) => boolean;
}

/** Starts a process that collects, schedules and serves; what it says on standard error is kept in the folder. */
export async function startMember(name: string, data: string, env: Readonly<Record<string, string>>): Promise<Member> {
  const child = launch(['start', '--port', '0'], { data, env });
  child.stderr?.pipe(createWriteStream(join(data, `${name}.log`)));
  const url = await addressOf(child);
  return { name, child, url, isHolder: (holder) => holder.split(':')[1] === String(child.pid) };
}

/** SIGKILL, and waits until it is gone; one that was stopped by SIGSTOP is killed as well. */
export async function kill({ child }: Member): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** Counts the messages it is sent, and refuses none. */
export async function startMail(): Promise<{ readonly url: string; readonly received: () => number; close(): Promise<void> }> {
  let received = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      stream.resume();
      stream.once('end', () => {
        received += 1;
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', () => ready()));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received: () => received,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
