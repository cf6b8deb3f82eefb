import { InputError } from '../core/errors.ts';
import type { Store, StoreOptions } from './contract.ts';
import { mongoChannels } from './mongo-channels.ts';
import { mongoClaims } from './mongo-claims.ts';
import type { MongoParts } from './mongo-db.ts';
import { connectMongo } from './mongo-db.ts';
import { mongoDigests } from './mongo-digests.ts';
import { mongoDiscovery } from './mongo-discovery.ts';
import { explain } from './mongo-errors.ts';
import { mongoGovernance } from './mongo-governance.ts';
import { guardStore } from './mongo-guard.ts';
import { mongoLeases } from './mongo-leases.ts';
import { mongoMentions } from './mongo-mentions.ts';
import type { Migration } from './mongo-migrate.ts';
import { holdsStore, migrateStore, prepareStore } from './mongo-migrate.ts';
import { mongoOrganisations } from './mongo-organisations.ts';
import { mongoRecords } from './mongo-records.ts';
import { mongoCopy } from './mongo-restore.ts';
import { mongoReviews } from './mongo-review.ts';
import { announced, revisionMover } from './mongo-revision.ts';
import { mongoRuns } from './mongo-runs.ts';
import { mongoSight } from './mongo-seen.ts';
import { mongoBlinds } from './mongo-sight.ts';
import { mongoSpending } from './mongo-spending.ts';
import { mongoStatements } from './mongo-statements.ts';
import { mongoStreams } from './mongo-streams.ts';
import { mongoUpkeep } from './mongo-upkeep.ts';
import { mongoWarnings } from './mongo-warnings.ts';

/** `mustExist`: nothing is made where there is no store yet. */
interface MongoOptions extends StoreOptions {
  readonly mustExist?: boolean;
  /** How long a change waits until it is put into the cells; tests do not wait. */
  readonly graceMs?: number;
}

interface OpenedMongo {
  readonly store: Store;
  /** Hosts and database, as they may be shown: no name, no password. */
  readonly place: string;
}

/**
 * Opens the store in the MongoDB database that the address names, and makes collections and indexes when they are absent. Throws InputError for
 * an address that is none, and StoreError with a sentence when the server cannot be used or the store is newer than this program.
 */
export async function openMongo(address: string, { areas, mustExist = false, graceMs }: MongoOptions): Promise<OpenedMongo> {
  const parts = await connectMongo(address, areas, graceMs);
  try {
    if (mustExist && !(await holdsStore(parts))) throw new InputError(`There is no store in ${parts.place}.`, { field: 'from' });
    await prepareStore(parts);
  } catch (error) {
    await parts.close();
    throw explain(error, parts.place);
  }
  return { store: guardStore(assembleMongo(parts), parts.place), place: parts.place };
}

/** Brings the store to this program's version and makes again what is missing of its indexes. */
export async function migrateMongo(address: string, { areas }: StoreOptions): Promise<Migration & { readonly place: string }> {
  const parts = await connectMongo(address, areas);
  try {
    return { ...(await migrateStore(parts)), place: parts.place };
  } catch (error) {
    throw explain(error, parts.place);
  } finally {
    await parts.close();
  }
}

/** Each part is a function of the connections in a file of its own. */
export function assembleMongo(parts: MongoParts): Store {
  const move = revisionMover(parts);
  const store: Partial<Store> = {
    ...mongoMentions(parts),
    ...mongoReviews(parts),
    ...mongoCopy(parts),
    ...mongoStatements(parts, () => move(['mentions'])),
    ...mongoChannels(parts),
    ...mongoClaims(parts),
    ...mongoLeases(parts),
    ...mongoRuns(parts),
    ...mongoBlinds(parts),
    ...mongoSight(parts),
    ...mongoWarnings(parts),
    ...mongoStreams(parts),
    ...mongoGovernance(parts),
    ...mongoRecords(parts),
    ...mongoOrganisations(parts),
    ...mongoDigests(parts),
    ...mongoDiscovery(parts),
    ...mongoSpending(parts),
    ...mongoUpkeep(parts),
    close: () => parts.close(),
  };
  return announced(parts, move, store as Omit<Store, 'revision' | 'watchRevision'>);
}
