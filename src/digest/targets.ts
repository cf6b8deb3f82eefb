import type { Digest } from './digest.ts';
import type { EmailSettings } from './send/email.ts';
import { sendByEmail } from './send/email.ts';
import { sendToFolder } from './send/folder.ts';

/** Somewhere a Digest is sent. */
export interface Target {
  /** `folder` or `email`: what the store knows it by. */
  readonly name: string;
  /** Sending twice leaves what sending once leaves, so what a dead process may have left half done is done again. */
  readonly repeatable: boolean;
  /** Answers a sentence where there is something to say of a success; throws SendError. */
  send(digest: Digest): Promise<string | null>;
}

/** The targets that are set up; none is a choice too. */
export function createTargets(settings: {
  readonly folder: string | null;
  readonly email: EmailSettings | null;
}): readonly Target[] {
  const { folder, email } = settings;
  return [
    ...(folder === null
      ? []
      : [{ name: 'folder', repeatable: true, send: (digest: Digest) => sendToFolder(folder, digest).then(() => null) }]),
    ...(email === null ? [] : [{ name: 'email', repeatable: false, send: (digest: Digest) => sendByEmail(email, digest) }]),
  ];
}
