// @ts-nocheck: what it imports is installed beside it only where it runs.
// A whole AT Protocol network (https://github.com/bluesky-social/atproto/tree/main/packages/dev-env) in one process, run from the folder it is installed in.
import { Server } from 'node:net';

// Its servers would listen on every interface: what is started for a test is nobody else's business.
const listen = Server.prototype.listen;
Server.prototype.listen = function (...args) {
  if (typeof args[0] === 'number') return listen.call(this, { port: args[0], host: '127.0.0.1' }, ...args.filter((one) => typeof one === 'function'));
  return listen.apply(this, args);
};

const { TestNetwork, TestNetworkNoAppView, TestPds } = await import('@atproto/dev-env');
const ports = JSON.parse(process.env.PORTS);
const pds = { port: ports.pds, hostname: 'localhost' };
const plc = { port: ports.plc };
const whole = process.env.DB_POSTGRES_URL !== undefined;
const network = whole
  ? await TestNetwork.create({
      plc,
      pds,
      ozone: { port: ports.ozone },
      bsky: { dbPostgresSchema: 'bsky', port: ports.view, publicUrl: `http://localhost:${ports.view}` },
    })
  : await TestNetworkNoAppView.create({ plc, pds });
const strict = await TestPds.create({ didPlcUrl: network.plc.url, port: ports.strict, hostname: 'localhost', rateLimitsEnabled: true });
process.stdout.write('READY\n');
process.once('SIGTERM', () => {
  Promise.allSettled([strict.close(), network.close()]).finally(() => process.exit(0));
});
