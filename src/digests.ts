import { createHash } from 'node:crypto';
import type { App } from './app.ts';
import { live } from './app.ts';
import { InputError, StoreError } from './core/errors.ts';
import type { Instant } from './core/types.ts';
import { buildDigest } from './digest/build.ts';
import type { Delivery } from './digest/deliver.ts';
import { sendDue } from './digest/deliver.ts';
import type { Digest } from './digest/digest.ts';
import { gatherFacts } from './digest/gather.ts';
import type { Target } from './digest/targets.ts';
import { createTargets } from './digest/targets.ts';
import { findLeadTimes } from './leadtimes.ts';
import { doAlone } from './lease.ts';
import type { MentionQuery } from './store/filters.ts';
import { outagePhases } from './store/query.ts';
import { vocabulary } from './vocabulary.ts';

/** The digest of one London day over a query; throws InputError when the day is none or has not begun. */
export async function makeDigest({ store, config, now }: App, day: string, query: MentionQuery): Promise<Digest> {
  const leadTimes = (reports: MentionQuery, span: { from: Instant; to: Instant }) => findLeadTimes(store, reports, span);
  const request = { day, query, vocabulary, now: now(), dashboardUrl: config.dashboardUrl, leadTimes };
  return buildDigest(await gatherFacts(store, request));
}

/** Sends what is due by a tick of the schedule at `fire`: the day before it, and days whose sending failed lately. Live posts only. */
export async function deliverDue(app: App, fire: Instant): Promise<readonly Delivery[]> {
  const deliveries = (await deliver(app, fire, null)) ?? [];
  for (const { outcome, message, ...about } of deliveries) {
    if (outcome === 'sent') app.log.info(about, 'digest sent');
    else app.log.error({ ...about, reason: message }, 'digest not sent');
  }
  return deliveries;
}

/** Sends one day's digest because a person asked; still only once. Throws InputError when there is nowhere to send it. */
export async function deliverDay(app: App, day: string, dataset: string = live.id): Promise<readonly Delivery[]> {
  await checkTargets(app);
  const deliveries = await deliver(app, app.now(), { day, dataset });
  if (deliveries !== null) return deliveries;
  throw new StoreError('Another process is sending digests just now; try again in a minute.');
}

/** Throws InputError when there is nowhere to send a digest: to be asked before any work is done for it. */
export async function checkTargets(app: App): Promise<void> {
  if ((await targetsFor(app)).length > 0) return;
  throw new InputError(
    'There is nowhere to send it: set RIPPLEWATCH_DIGEST_FOLDER, or RIPPLEWATCH_SMTP and RIPPLEWATCH_DIGEST_TO.',
    { field: 'send' },
  );
}

/** null where another process is at it. */
async function deliver(
  app: App,
  now: Instant,
  one: { day: string; dataset: string } | null,
): Promise<readonly Delivery[] | null> {
  const dataset = one?.dataset ?? live.id;
  const targets = await targetsFor(app);
  if (targets.length === 0) return [];
  return doAlone(app, 'digest', () =>
    sendDue({
      store: app.store,
      targets,
      dataset,
      now,
      ...(one === null ? {} : { day: one.day }),
      build: (day) => makeDigest(app, day, { dataset, phases: outagePhases }),
    }),
  );
}

async function targetsFor({ config, keys }: App): Promise<readonly Target[]> {
  const { smtp, digestFrom, digestTo, digestFolder } = config;
  const { salt } = await keys();
  const installation = createHash('sha256').update(salt).digest('hex').slice(0, 16);
  const email = smtp === null || digestTo.length === 0 ? null : { smtpUrl: smtp, from: digestFrom, to: digestTo, installation };
  return createTargets({ folder: digestFolder, email });
}
