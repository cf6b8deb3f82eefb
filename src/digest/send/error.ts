/** Sending failed; the message is a sentence for the operator and holds no secret. */
export class SendError extends Error {
  override readonly name = 'SendError';
  /** The receiver may have taken it all the same, so it must not be sent again. */
  readonly maybeSent: boolean;

  constructor(message: string, options: { maybeSent?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.maybeSent = options.maybeSent ?? false;
  }
}
