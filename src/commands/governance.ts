import type { Command } from 'commander';
import type { App } from '../app.ts';
import { live } from '../app.ts';
import { InputError } from '../core/errors.ts';
import { oneLine, plural } from '../core/text.ts';
import { londonTime } from '../core/time.ts';
import type { Governance, GovernanceEntry } from '../core/types.ts';
import { howToRecord, readGovernance, recordGovernance } from '../governance.ts';
import { peopleDays } from '../retention.ts';
import type { AddCommand, Setup } from './command.ts';
import { examples } from './command.ts';

export const governance: AddCommand = (program, setup) => {
  const command = program
    .command('governance')
    .summary('on what basis private people’s posts are read')
    .description(
      'Channels of private people (their own accounts, hashtags, searches) are not read until somebody has recorded on what basis. docs/privacy.md says what is kept of whom.',
    );
  addShow(command, setup);
  addRecord(command, setup);
  addWithdraw(command, setup);
};

function addShow(command: Command, { terminal, withApp }: Setup): void {
  command
    .command('show', { isDefault: true })
    .summary('what is recorded about private people’s posts, and the history')
    .option('--json', 'as JSON, for programs')
    .addHelpText('after', examples('ripplewatch governance', 'ripplewatch governance show --json'))
    .action(async (options: { json?: true }) => {
      await withApp(async (app) => {
        const standing = await app.store.governance();
        const history = await app.store.governanceHistory();
        const people = await peopleChannels(app);
        const days = peopleDays(app.config, standing);
        if (options.json) return terminal.out(JSON.stringify({ standing, retentionDays: days, channels: people, history }));
        await terminal.out(standing === null ? sayNothing(people) : saySomething(standing, people, days));
        for (const entry of history) await terminal.out(sayEntry(entry));
      });
    });
}

function addRecord(command: Command, { terminal, withApp }: Setup): void {
  command
    .command('record')
    .summary('record basis, DPIA, retention time and contact; what is left away stays as it was')
    .option('--basis <words>', 'lawful basis under UK GDPR, such as "public task, Article 6(1)(e)"')
    .option('--dpia <reference>', 'where the data protection impact assessment is found')
    .option('--retention-days <n>', 'days that private people’s posts keep their words')
    .option('--contact <address>', 'whom people write to')
    .addHelpText(
      'after',
      examples(
        'ripplewatch governance record --basis "public task, Article 6(1)(e)" --dpia DPIA-2026-014 --retention-days 30 --contact privacy@example.nhs.uk',
        'ripplewatch governance record --retention-days 14',
      ),
    )
    .action(async (options: { basis?: string; dpia?: string; retentionDays?: string; contact?: string }) => {
      await withApp(async (app) => {
        const given = {
          lawfulBasis: options.basis ?? null,
          dpia: options.dpia ?? null,
          retentionDays: options.retentionDays ?? null,
          contact: options.contact ?? null,
        };
        const decided = readGovernance(given, await app.store.governance());
        await recordGovernance(app, decided, app.operator);
        await terminal.out(saySomething(decided, await peopleChannels(app), peopleDays(app.config, decided)));
      });
    });
}

function addWithdraw(command: Command, { terminal, withApp }: Setup): void {
  command
    .command('withdraw')
    .summary('switch private people’s channels off again; the history stays')
    .addHelpText('after', examples('ripplewatch governance withdraw'))
    .action(async () => {
      await withApp(async (app) => {
        if ((await app.store.governance()) === null) throw new InputError('Nothing stands that could be withdrawn.');
        await recordGovernance(app, null, app.operator);
        await terminal.out(`Withdrawn. ${sayNothing(await peopleChannels(app))}`);
      });
    });
}

/** How many there are. */
async function peopleChannels({ store }: App): Promise<number> {
  return (await store.channels({ dataset: live.id, counted: false })).filter(({ channel }) => channel.people === true).length;
}

function sayNothing(people: number): string {
  const held =
    people === 0 ? 'There are no channels of private people' : `${plural(people, 'channel')} of private people held back`;
  return `Nothing is recorded. ${held}: ${howToRecord}.`;
}

function saySomething({ lawfulBasis, dpia, retentionDays, contact }: Governance, people: number, days: number): string {
  const shorter =
    days < retentionDays ? ` (RIPPLEWATCH_RETENTION_PEOPLE_DAYS is shorter than the ${retentionDays} recorded)` : '';
  return [
    `Lawful basis: ${oneLine(lawfulBasis, 500)}`,
    `DPIA: ${oneLine(dpia, 500)}`,
    `Words are kept for ${plural(days, 'day')}${shorter}`,
    `Contact: ${oneLine(contact, 500)}`,
    people === 0 ? 'There are no channels of private people.' : `${plural(people, 'channel')} of private people may be read.`,
  ].join('\n');
}

function sayEntry({ at, who, decided }: GovernanceEntry): string {
  const what =
    decided === null
      ? 'withdrawn'
      : `${oneLine(decided.lawfulBasis, 100)}; ${oneLine(decided.dpia, 100)}; ${plural(decided.retentionDays, 'day')}; ${oneLine(decided.contact, 100)}`;
  return `${londonTime(at)}  ${oneLine(who, 80)}: ${what}`;
}
