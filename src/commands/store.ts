import type { AddCommand } from './command.ts';
import { addCopy } from './storecopy.ts';
import { addMigrate } from './storemigrate.ts';
import { addVerify } from './storeverify.ts';

/** Each of its commands has a file of its own. */
export const store: AddCommand = (program, setup) => {
  const command = program
    .command('store')
    .summary('copy what is stored into another store, bring it up to date, or prove its counts')
    .description('The database behind everything: a file in the data folder, or a server.');
  addCopy(command, setup);
  addMigrate(command, setup);
  addVerify(command, setup);
};
