import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { version as analysisVersion } from '../analysis/version.ts';
import { createApi } from './api/app.ts';
import type { Access } from './api/deps.ts';
import type { App } from './app.ts';
import { spoolFolder, version } from './app.ts';
import { logPost, takeBackPost } from './byhand.ts';
import { watchChanges } from './changes.ts';
import { addChannel, removeChannel } from './channels.ts';
import { InputError, StoreError } from './core/errors.ts';
import { measureCoverage } from './coverage.ts';
import { addDefault, listDefaults } from './defaults.ts';
import { loadDemo, removeDemo } from './demonstration.ts';
import type { Keys } from './keys.ts';
import { findLeadTimes } from './leadtimes.ts';
import type { Listening } from './listen.ts';
import { isLoopback, listen } from './listen.ts';
import { acceptProposals, listProposals, rejectProposals } from './proposals.ts';
import { measureSpool } from './spool.ts';
import { vocabulary } from './vocabulary.ts';

const root = join(import.meta.dirname, '..');

/** Serves dashboard and API for an open App. Beyond loopback it refuses until somebody could be asked who they are. */
export async function serveDashboard(app: App): Promise<Listening> {
  const { config, store, log, now } = app;
  refuseOpenDoor(app);
  const keys = await app.keys();
  const changes = watchChanges(store);
  const api = createApi({
    store,
    vocabulary,
    version,
    versions: { analysis: analysisVersion },
    clock: now,
    log,
    access: accessFor(app, keys),
    dashboard: await buildDashboard(),
    retention: { peopleDays: config.retentionPeopleDays, organisationsDays: config.retentionDays },
    privacy: { showHandles: config.showHandles, salt: keys.salt, sealKey: keys.sealKey },
    waiting: () => measureSpool(join(app.folder, spoolFolder)),
    leadTimes: (query, span) => findLeadTimes(store, query, span),
    changes,
    actions: {
      addChannel: (request, who) => addChannel(app, request, who),
      removeChannel: (id, who) => removeChannel(app, id, who),
      logPost: (post, who) => logPost(app, post, who),
      takeBackPost: (id, who) => takeBackPost(app, id, who),
      loadDemo: (who) => loadDemo(app, who),
      removeDemo: (who) => removeDemo(app, who),
    },
    discovery: {
      proposals: (filter) => listProposals(app, filter),
      accept: (choices, who, area) => acceptProposals(app, choices, who, area),
      reject: (ids, who) => rejectProposals(app, ids, who),
      coverage: (area) => measureCoverage(app, area),
      defaults: (nation) => listDefaults(app, nation),
      addDefault: (address, who) => addDefault(app, address, who),
    },
  });
  const listening = await listen(api, config.host, config.port);
  return { ...listening, close: () => Promise.all([listening.close(), changes.close()]).then(() => undefined) };
}

function refuseOpenDoor({ config }: App): void {
  const asked = config.token ?? config.password ?? config.proxyHeader;
  if (!isLoopback(config.host) && asked === null) {
    throw new InputError(
      `RIPPLEWATCH_HOST is ${config.host}, which others can reach: set RIPPLEWATCH_PASSWORD, RIPPLEWATCH_TOKEN or RIPPLEWATCH_PROXY_HEADER first, or keep to 127.0.0.1.`,
      { field: 'RIPPLEWATCH_HOST' },
    );
  }
  if ((config.proxyHeader === null) !== (config.proxyAddress === null)) {
    throw new InputError(
      'RIPPLEWATCH_PROXY_HEADER and RIPPLEWATCH_PROXY_ADDRESS go together: a header is believed from one address alone.',
    );
  }
}

function accessFor({ config }: App, { sessionKey }: Keys): Access {
  const { token, password, proxyHeader, proxyAddress, hosts, host } = config;
  return { token, password, proxyHeader, proxyAddress, sessionKey, required: !isLoopback(host), hosts };
}

/** The built client's folder; builds it where `npm ci` was told to run no scripts. */
async function buildDashboard(): Promise<string> {
  const folder = join(root, 'dashboard', 'dist');
  if (existsSync(join(folder, 'index.html'))) return folder;
  try {
    await promisify(execFile)(
      process.execPath,
      [join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', 'dashboard', '--logLevel', 'error'],
      { cwd: root },
    );
  } catch (cause) {
    throw new StoreError(
      'The dashboard is not built and could not be; run "npm ci" and then "npm run build" in the folder of Ripplewatch.',
      { cause },
    );
  }
  return folder;
}
