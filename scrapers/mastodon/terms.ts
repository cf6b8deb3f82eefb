import { CollectError } from '../../src/core/errors.ts';
import { oneLine } from '../../src/core/text.ts';
import { addMs, londonDate } from '../../src/core/time.ts';
import type { Instant } from '../../src/core/types.ts';
import type { Context } from '../collector.ts';
import { readMarkup } from '../text.ts';
import type { Server } from './server.ts';
import { isPermitted, permissionsSetting } from './settings.ts';
import { termsShape } from './shapes.ts';

/** When a server's terms of service were looked at, and what they said. Stored in the Channel's cursor. */
export type TermsLook = {
  readonly lookedAt: Instant;
  /** The day they came into force, as the server gives it; null where it publishes none. */
  readonly effective: string | null;
  /** The words that speak of automated reading; null where none do. */
  readonly says: string | null;
};

const lookEveryMs = 7 * 24 * 3_600_000;

/** Servers whose terms are known to forbid automated reading, with the day they came into force (looked at on 22 November 2026). */
const forbidding: ReadonlyMap<string, string> = new Map([
  ['mastodon.social', '1 July 2025'],
  ['mastodon.online', '1 July 2025'],
]);

/** Before anything is sent: throws CollectError `refused` for a server that is known to forbid automated reading and has not permitted it. */
export function refuseForbidden(host: string, context: Context): void {
  const since = forbidding.get(host);
  if (since === undefined || isPermitted(host, context)) return;
  throw new CollectError(
    'refused',
    `The terms of ${host} have forbidden automated reading since ${since}, so it is not read; if it has permitted you, say so in ${permissionsSetting.name}.`,
  );
}

/**
 * Reads the server's terms at most once a week (https://docs.joinmastodon.org/methods/instance/#terms_of_service). Terms that speak of
 * robots or automated gathering are taken for a refusal until the operator says that the server has permitted it: a program cannot weigh a
 * contract. Throws CollectError `refused` with the words in question.
 */
export async function readTerms(server: Server, known: TermsLook | null, context: Context): Promise<TermsLook> {
  const fresh = known !== null && addMs(known.lookedAt, lookEveryMs) > context.now();
  const look = fresh ? known : await lookAt(server, context);
  if (look.says !== null && !isPermitted(server.host, context)) {
    throw new CollectError(
      'refused',
      `The terms of ${server.host}, looked at on ${londonDate(look.lookedAt)}, speak of automated reading (“${look.says}”), so it is not read; if it has permitted you, say so in ${permissionsSetting.name}.`,
    );
  }
  return look;
}

async function lookAt(server: Server, context: Context): Promise<TermsLook> {
  const answer = await server.ask('/api/v1/instance/terms_of_service', termsShape).catch((error: unknown) => {
    // Servers that have no such method answer in ways of their own; what is not published cannot be read.
    const none = error instanceof CollectError && (error.kind === 'unauthorised' || error.kind === 'changed');
    if (none) return null;
    throw error;
  });
  const effective = answer?.value.effective_date ?? null;
  const says = answer === null ? null : findWords(readMarkup(answer.value.content));
  return { lookedAt: context.now(), effective: effective === null ? null : oneLine(effective, 40), says };
}

const automated =
  /\b(?:scrap(?:e|er|ers|ing)|spiders?|robots?|crawl(?:er|ers|ing)|data[- ](?:mining|gathering|harvest\w*)|automated (?:system|systems|means|tools?|software|process\w*|access|collection))\b/i;

function findWords(text: string): string | null {
  const at = automated.exec(text);
  if (at === null) return null;
  const from = Math.max(0, text.lastIndexOf('.', at.index) + 1, at.index - 120);
  return oneLine(text.slice(from, at.index + at[0].length + 60), 200);
}
