import type { FullCell } from './count-cells.ts';
import type { MongoParts } from './mongo-db.ts';
import type { MentionDoc } from './mongo-docs.ts';
import type { NumberDoc } from './mongo-numbers.ts';
import { statementBook } from './mongo-numbers.ts';
import { listNumbers } from './union.ts';

const atOnce = 1000;

/**
 * A Statement that nobody says any more leaves nothing behind, its signature included: of those that some hours held before and do not now, the
 * numbers go that no Mention says. Whoever counts a Mention and finds its number about to go keeps it, so it is said first that it goes, then
 * the Mentions are asked, and then it goes if nobody kept it.
 */
export async function forgetStatements(
  { collection }: Pick<MongoParts, 'collection'>,
  before: readonly FullCell[],
  after: readonly FullCell[],
): Promise<void> {
  const still = listNumbers(after.map(({ said }) => said));
  const gone = [...listNumbers(before.map(({ said }) => said))].filter((number) => !still.has(number));
  const book = collection<NumberDoc>(statementBook);
  for (let from = 0; from < gone.length; from += atOnce) {
    const found = await book.find({ number: { $in: gone.slice(from, from + atOnce) } }).toArray();
    await book.updateMany({ _id: { $in: found.map(({ _id }) => _id) } }, { $set: { leaving: true } });
    const names = found.map(({ _id }) => JSON.parse(_id) as [dataset: string, statement: string]);
    for (const [dataset, group] of Map.groupBy(names, ([one]) => one)) {
      const asked = { dataset, statement: { $in: group.map(([, statement]) => statement) } };
      const said = new Set(await collection<MentionDoc>('mentions').distinct('statement', asked));
      const unsaid = group.filter(([, statement]) => !said.has(statement)).map((name) => JSON.stringify(name));
      await book.deleteMany({ _id: { $in: unsaid }, leaving: true });
    }
  }
}
