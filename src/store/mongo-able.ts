import type { Db } from 'mongodb';

/** What a server can do that not every one that speaks the protocol can; asked once when the store is opened. */
export interface Abilities {
  /** Its name and version, for people. */
  readonly says: string;
  /** MongoDB itself: validators and other things that nothing here relies on. */
  readonly isGenuine: boolean;
  /** Tells of changes by itself: a replica set or a sharded cluster of MongoDB's. */
  readonly tells: boolean;
  /** `$unwind` keeps the fields beside the list that it takes apart. */
  readonly unwinds: boolean;
}

/** https://www.mongodb.com/docs/manual/reference/command/buildInfo/ */
export async function readAbilities(db: Db): Promise<Abilities> {
  const { version, ferretdbVersion: ferret, gitVersion } = await db.command({ buildInfo: 1 });
  if (typeof ferret === 'string') return { says: `FerretDB ${ferret}`, isGenuine: false, tells: false, unwinds: false };
  const isGenuine = typeof gitVersion === 'string';
  // https://www.mongodb.com/docs/manual/changeStreams/
  const { setName, msg } = isGenuine ? await db.command({ hello: 1 }) : {};
  const tells = typeof setName === 'string' || msg === 'isdbgrid';
  return { says: `${isGenuine ? 'MongoDB' : 'a server that answers as MongoDB'} ${version}`, isGenuine, tells, unwinds: true };
}
