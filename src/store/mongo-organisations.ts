import type { AnyBulkWriteOperation } from 'mongodb';
import type { Organisation, OrganisationUpdate } from '../core/types.ts';
import type { MongoParts } from './mongo-db.ts';
import { toldOf, untold } from './organisation.ts';
import type { RecordStore } from './records.ts';

export interface OrganisationDoc extends Omit<Organisation, 'code'> {
  /** Its code. */
  readonly _id: string;
}

const rowsAtOnce = 500;

type OrganisationStore = Pick<RecordStore, 'saveOrganisations' | 'organisations' | 'organisationCount'>;

export function mongoOrganisations({ collection }: Pick<MongoParts, 'collection'>): OrganisationStore {
  const organisations = collection<OrganisationDoc>('organisations');
  return {
    // Field by field in one step each, so that two files that are read at the same time take nothing from each other.
    saveOrganisations: async (rows) => {
      for (let from = 0; from < rows.length; from += rowsAtOnce) {
        await organisations.bulkWrite(rows.slice(from, from + rowsAtOnce).map(toUpdate));
      }
    },
    organisations: async function* () {
      for (let after = ''; ; ) {
        const rows = await organisations
          .find({ _id: { $gt: after } })
          .sort({ _id: 1 })
          .limit(rowsAtOnce)
          .toArray();
        const last = rows.at(-1);
        if (last === undefined) return;
        // Not every server writes the null of a field that is new.
        yield rows.map(({ _id, ...rest }) => ({ ...untold, ...rest, code: _id }));
        after = last._id;
      }
    },
    organisationCount: () => organisations.countDocuments(),
  };
}

function toUpdate(row: OrganisationUpdate): AnyBulkWriteOperation<OrganisationDoc> {
  const { code, ...told } = toldOf(row);
  const rest = Object.entries({ name: code, ...untold }).filter(([field]) => !(field in told));
  return {
    updateOne: { filter: { _id: row.code }, update: { $set: told, $setOnInsert: Object.fromEntries(rest) }, upsert: true },
  };
}
