import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openApp } from '../src/app.ts';
import { type AddedChannel, addChannel } from '../src/channels.ts';
import { readConfig } from '../src/config.ts';
import { makeFolder } from './cli.ts';
import { organisation } from './directory/organisation.ts';
import { serve } from './servers.ts';

const page = readFileSync(join(import.meta.dirname, 'scrapers/fixtures/web/my-surgery-website.html'));

it('a page of My Surgery Website is linked to the practice whose ODS code its addresses carry, unless the directory does not know it', async () => {
  const data = await makeFolder();
  const config = { ...readConfig(), data, allowPrivate: true, hostGapSeconds: 0 };
  const site = await serve((request, response) => {
    if (request.url === '/robots.txt') response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  });
  onTestFinished(() => site.close());
  const add = async (more: { organisation?: string } = {}): Promise<AddedChannel> => {
    const app = await openApp(config);
    try {
      return await addChannel(app, { address: site.url, ...more }, 'a test');
    } finally {
      await app.close();
    }
  };

  const added = await add();
  expect(added.channel).toMatchObject({ organisation: 'Z99007', authorKind: 'practice', platform: 'web' });
  expect(added.says).toMatch(
    /My Surgery Website.*The ODS code Z99007 stands in its addresses, so it is linked to that practice\.$/,
  );

  const first = await openApp(config);
  await first.store.saveOrganisations([organisation({ code: 'Z99001', name: 'Another Practice (invented)' })]);
  await first.close();
  const unknown = await add();
  expect(unknown.channel).toMatchObject({ organisation: null });
  expect(unknown.says).toContain('it is not in the directory, so nothing is linked');
  expect((await add({ organisation: 'Z99001' })).channel).toMatchObject({ organisation: 'Z99001' });
});
