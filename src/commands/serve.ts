import { serveDashboard } from '../serve.ts';
import { keepTidy } from '../tidy.ts';
import type { AddCommand } from './command.ts';
import { examples } from './command.ts';
import { stopped } from './start.ts';

export const serve: AddCommand = (program, { terminal, signal, withApp }) => {
  program
    .command('serve')
    .summary('serve the dashboard alone, without collecting')
    .addHelpText('after', examples('ripplewatch serve --port 8080'))
    .action(() =>
      withApp(async (app) => {
        const listening = await serveDashboard(app);
        await terminal.out(`The dashboard is at ${listening.url}; nothing is collected. Stop it with Ctrl-C.`);
        const tidying = keepTidy(app, signal);
        await stopped(signal);
        await tidying;
        await listening.close();
      }),
    );
};
