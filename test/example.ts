// `npm run example`: the website of an invented practice on loopback, to try channels on without troubling anybody's server.
import compression from 'compression';
import express from 'express';
import { buildSite } from './scrapers/site.ts';

const port = 8141;
const site = await buildSite();
const app = express().use(compression({ threshold: 0 }));
app.get('/rss', (_request, response) => response.redirect(301, '/feed.xml'));
app.use(express.static(site.pages));
const server = app.listen(port, '127.0.0.1', () =>
  process.stdout.write(`Alderbrook Surgery (invented) is at http://127.0.0.1:${port}/ – stop it with Ctrl-C.\n`),
);
process.once('SIGINT', () => void site.remove().finally(() => server.close()));
