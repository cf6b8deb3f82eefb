/** Tells whether anything that a screen shows has changed, without looking at it. */
export interface RevisionStore {
  /**
   * Where the store stands: each number grows with every change of its kind, whoever makes it, and never goes back. Read before an answer is
   * made, it names a state that the answer is at least as new as. An engine without transactions may leave the last change before a crash
   * unannounced until the next one, so what is kept by it should not be kept for longer than a minute.
   */
  revision(): Promise<Revision>;
  /** Calls when the revision moves, until what it returns is called; null where the engine does not tell by itself and has to be asked. */
  watchRevision(onMove: () => void): Promise<(() => Promise<void>) | null>;
}

export interface Revision {
  /** Mentions, what people and Statements make of them, Notices, Datasets and Organisations. */
  readonly mentions: number;
  /** Channels, Runs, what is warned of, what was found to be watched, and what was decided about private people. */
  readonly channels: number;
}
