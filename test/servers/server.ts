/** A server that others wrote, which a suite of ours reads for real. */
export interface TestServer {
  /** Names its folder here and itself on the command line: `npm run test:servers -- snac`. */
  readonly name: string;
  /** Names it together with its like: `npm run test:servers -- mongo`. */
  readonly group?: string;
  /** False for what takes too long to build for every run: started with `--all` or when it is named. */
  readonly always: boolean;
  /**
   * Brings what is missing, once per machine, into `folder` (kept between runs) or as Debian packages. Throws CannotInstall when the
   * machine cannot have it; any other error is a failure.
   */
  install(folder: string): Promise<void>;
  /** Starts it on free ports bound to loopback, with all its files under `scratch`, and resolves once it answers. */
  start(folder: string, scratch: string): Promise<Running>;
}

export interface Running {
  /** What the suite is told, as variables of its environment: addresses, accounts. */
  readonly env: Readonly<Record<string, string>>;
  /** Stops the processes by their ids. */
  stop(): Promise<void>;
}

/** The suite is skipped by name, with this sentence as the reason. */
export class CannotInstall extends Error {
  override readonly name = 'CannotInstall';
}
