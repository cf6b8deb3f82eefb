import type { Reserve, Reserved, Spending } from './spending.ts';
import type { Sql } from './sqlite-sql.ts';

/** Looked at and set aside in one write transaction: two processes never share out the same money. */
export function reserve(sql: Sql, { id, budget, period, limit, least, most, at }: Reserve): Reserved {
  return sql.transaction(() => {
    const known = sql.get('SELECT amount FROM reservations WHERE id = ?', id)?.['amount'];
    const before = spending(sql, budget, period);
    if (known !== undefined) return { granted: Number(known), ...before };
    const granted = Math.min(most, limit - before.spent - before.reserved);
    if (granted < least || granted <= 0) return { granted: 0, ...before };
    sql.run(
      'INSERT INTO reservations (id, budget, period, amount, at) VALUES (?, ?, ?, ?, ?)',
      id,
      budget,
      period,
      Math.floor(granted),
      at,
    );
    return { granted: Math.floor(granted), spent: before.spent, reserved: before.reserved + Math.floor(granted) };
  });
}

export function settle(sql: Sql, id: string, amount: number): void {
  sql.transaction(() => {
    const open = sql.get('SELECT budget, period FROM reservations WHERE id = ?', id);
    if (open === undefined) return;
    sql.run('DELETE FROM reservations WHERE id = ?', id);
    sql.run(
      `INSERT INTO budgets (budget, period, spent) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET spent = spent + excluded.spent`,
      String(open['budget']),
      String(open['period']),
      Math.ceil(amount),
    );
  });
}

export function spending(sql: Sql, budget: string, period: string): Spending {
  const spent = sql.get('SELECT spent FROM budgets WHERE budget = ? AND period = ?', budget, period)?.['spent'];
  const open = sql.get('SELECT sum(amount) AS amount FROM reservations WHERE budget = ? AND period = ?', budget, period);
  return { spent: Number(spent ?? 0), reserved: Number(open?.['amount'] ?? 0) };
}
