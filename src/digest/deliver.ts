import type { Instant } from '../core/types.ts';
import type { Digest } from './digest.ts';
import type { Sending } from './due.ts';
import { dueDays } from './due.ts';
import { SendError } from './send/error.ts';
import type { Target } from './targets.ts';

/** The part of the store that knows what has been sent. */
interface Ledger {
  digests(limit: number): Promise<readonly Sending[]>;
  claimDigest(claim: SendingKey & { readonly at: Instant }): Promise<boolean>;
  finishDigest(
    result: SendingKey & {
      readonly at: Instant;
      readonly outcome: 'sent' | 'failed' | 'unsure';
      readonly message: string | null;
    },
  ): Promise<void>;
}
type SendingKey = Pick<Sending, 'window' | 'dataset' | 'target'>;

export interface DeliverOptions {
  readonly store: Ledger;
  readonly targets: readonly Target[];
  readonly dataset: string;
  readonly now: Instant;
  /** One day asked for by name, instead of whatever is due; it is still sent only once. */
  readonly day?: string;
  readonly build: (day: string) => Promise<Digest>;
}

export interface Delivery {
  readonly day: string;
  readonly target: string;
  /** `unsure`: it may have arrived, and is not sent again. */
  readonly outcome: 'sent' | 'failed' | 'unsure';
  /** A sentence where there is something to say. */
  readonly message: string | null;
}

/** Sends every Digest that is due to every target, each once, however often and from however many processes this is called. */
export async function sendDue(options: DeliverOptions): Promise<readonly Delivery[]> {
  const { store, targets, dataset, now, day, build } = options;
  const built = new Map<string, Promise<Digest>>();
  const deliveries: Delivery[] = day === undefined ? [...(await closeLeft(options))] : [];
  const sendings = await store.digests(recordsRead);
  for (const target of targets) {
    const days = day === undefined ? dueDays(now, sendings, { dataset, target: target.name }) : [day];
    for (const window of days) {
      // Built before it is claimed: when building fails or the process dies in it, the day stays open.
      const digest = await (built.get(window) ?? remember(built, window, build(window)));
      const key = { window, dataset, target: target.name };
      if (await store.claimDigest({ ...key, at: now })) deliveries.push(await send(store, target, digest, key, now));
    }
  }
  return deliveries;
}

/**
 * Digests are sent by one process at a time: what still says "sending" was left by one that is gone. Where sending twice leaves what once
 * leaves, it is sent again; otherwise nobody knows, which is said once.
 */
async function closeLeft({ store, targets, dataset, now }: DeliverOptions): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = [];
  for (const left of await store.digests(recordsRead)) {
    const target = targets.find(({ name }) => name === left.target);
    if (left.outcome !== 'sending' || left.dataset !== dataset || target === undefined) continue;
    const key = { window: left.window, dataset, target: left.target };
    const outcome = target.repeatable ? 'failed' : 'unsure';
    const message = `The process ended in the middle of it.${target.repeatable ? '' : ` ${notAgain}`}`;
    await store.finishDigest({ ...key, at: now, outcome, message });
    if (outcome === 'unsure') deliveries.push({ day: left.window, target: left.target, outcome, message });
  }
  return deliveries;
}

const notAgain = 'It may have been delivered, so it is not sent again.';

/** Far more than the days and targets that can be due. */
const recordsRead = 100;

function remember(built: Map<string, Promise<Digest>>, day: string, digest: Promise<Digest>): Promise<Digest> {
  built.set(day, digest);
  return digest;
}

async function send(store: Ledger, target: Target, digest: Digest, key: SendingKey, at: Instant): Promise<Delivery> {
  const about = { day: key.window, target: target.name };
  try {
    const message = await target.send(digest);
    await store.finishDigest({ ...key, at, outcome: 'sent', message });
    return { ...about, outcome: 'sent', message };
  } catch (error) {
    if (!(error instanceof SendError)) throw error;
    const outcome = error.maybeSent ? 'unsure' : 'failed';
    const message = error.maybeSent ? `${error.message} ${notAgain}` : error.message;
    await store.finishDigest({ ...key, at, outcome, message });
    return { ...about, outcome, message };
  }
}
