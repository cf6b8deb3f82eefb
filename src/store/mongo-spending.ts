import { toDate } from './mongo-dates.ts';
import type { MongoParts } from './mongo-db.ts';
import type { IndexPlan } from './mongo-indexes.ts';
import { addOnce } from './mongo-once.ts';
import type { Reserve, Reserved, Spending, SpendingStore } from './spending.ts';

/**
 * One budget in one period is one document, and every change of it is one atomic step that names the `rev` it was worked out from: of two
 * processes one finds that the document has moved on, and works it out again. Nothing is ever half written, so no crash needs a repair.
 */
interface BudgetDoc {
  /** `idOf` budget and period. */
  readonly _id: string;
  readonly rev: number;
  readonly spent: number;
  /** What is set aside and not settled. */
  readonly open: readonly { readonly id: string; readonly amount: number; readonly at: Date }[];
}

export const spendingIndexes: readonly IndexPlan[] = [{ collection: 'budgets', key: { 'open.id': 1 } }];

export function mongoSpending({ collection }: Pick<MongoParts, 'collection'>): SpendingStore {
  const budgets = collection<BudgetDoc>('budgets');

  /** True where it was still as it was read. */
  const replace = async ({ _id, rev, ...now }: BudgetDoc): Promise<boolean> => {
    const { matchedCount } = await budgets.updateOne({ _id, rev }, { $set: { ...now, rev: rev + 1 } });
    return matchedCount === 1;
  };

  /** Made when it is first looked at, so that all the rest is a change of what is there. */
  const find = async (_id: string): Promise<BudgetDoc> => {
    const known = await budgets.findOne({ _id });
    if (known !== null) return known;
    const empty: BudgetDoc = { _id, rev: 0, spent: 0, open: [] };
    return (await addOnce(budgets, empty)) ? empty : find(_id);
  };

  const reserve = async (ask: Reserve): Promise<Reserved> => {
    const { id, limit, least, most, at } = ask;
    const doc = await find(idOf(ask.budget, ask.period));
    const { spent, reserved } = sum(doc);
    const known = doc.open.find((one) => one.id === id);
    if (known !== undefined) return { granted: known.amount, spent, reserved };
    const granted = Math.floor(Math.min(most, limit - spent - reserved));
    if (granted < least || granted <= 0) return { granted: 0, spent, reserved };
    const open = [...doc.open, { id, amount: granted, at: toDate(at) }];
    return (await replace({ ...doc, open })) ? { granted, spent, reserved: reserved + granted } : reserve(ask);
  };

  const settle = async (id: string, amount: number): Promise<void> => {
    const doc = await budgets.findOne({ 'open.id': id });
    if (doc === null) return;
    const open = doc.open.filter((one) => one.id !== id);
    if (!(await replace({ ...doc, spent: doc.spent + Math.ceil(amount), open }))) await settle(id, amount);
  };

  return {
    reserve,
    settle,
    spending: async (budget, period) => sum(await budgets.findOne({ _id: idOf(budget, period) })),
  };
}

function sum(doc: BudgetDoc | null): Spending {
  return { spent: doc?.spent ?? 0, reserved: doc?.open.reduce((total, { amount }) => total + amount, 0) ?? 0 };
}

function idOf(budget: string, period: string): string {
  return JSON.stringify([budget, period]);
}
