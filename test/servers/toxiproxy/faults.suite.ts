import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../../servers.ts';
import { openCollection } from '../collection.ts';
import { freePort } from '../process.ts';
import { told } from '../told.ts';

const { TOXIPROXY_URL: control } = told('TOXIPROXY_URL');

interface Toxic {
  readonly type: string;
  readonly attributes: Readonly<Record<string, number>>;
}

/** What each does to the answer, and what becomes of the Run. https://github.com/Shopify/toxiproxy#toxics */
const toxics: readonly [string, Toxic, 'ok' | 'failed'][] = [
  ['a line that ends after 100 bytes', { type: 'limit_data', attributes: { bytes: 100 } }, 'failed'],
  ['a line that is reset', { type: 'reset_peer', attributes: { timeout: 0 } }, 'failed'],
  ['a line that is closed without an answer', { type: 'timeout', attributes: { timeout: 50 } }, 'failed'],
  [
    'a line that breaks everything into small pieces',
    { type: 'slicer', attributes: { average_size: 7, size_variation: 3 } },
    'ok',
  ],
  ['a line that is slow', { type: 'bandwidth', attributes: { rate: 1 } }, 'ok'],
  ['a line with a long way', { type: 'latency', attributes: { latency: 800, jitter: 200 } }, 'ok'],
];

test.each(toxics)('%s: nothing lost, nothing doubled', async (_, toxic, outcome) => {
  let items = [1, 2];
  const origin = await serve((_request, response) => response.end(rss(items)));
  onTestFinished(() => origin.close());
  const listen = `127.0.0.1:${await freePort()}`;
  const name = `feed-${listen}`;
  await tell('POST', '/proxies', { name, listen, upstream: new URL(origin.url).host });
  onTestFinished(() => tell('DELETE', `/proxies/${name}`));
  const { add, collect, stored } = await openCollection(onTestFinished);
  const texts = async () => (await stored()).map(({ post }) => post.text.at(-1) ?? '').toSorted();
  await add({ id: 'feed:f', address: `http://${listen}/feed` });
  expect((await collect('feed:f')).outcome).toBe('ok');

  items = [1, 2, 3];
  await tell('POST', `/proxies/${name}/toxics`, { ...toxic, name: 'toxic', stream: 'downstream' });
  const spoilt = await collect('feed:f');
  expect([spoilt.outcome, spoilt.failure]).toEqual([outcome, outcome === 'ok' ? null : 'unreachable']);
  expect(await texts()).toEqual(outcome === 'ok' ? ['1', '2', '3'] : ['1', '2']);

  await tell('DELETE', `/proxies/${name}/toxics/toxic`);
  expect((await collect('feed:f')).outcome).toBe('ok');
  expect(await texts()).toEqual(['1', '2', '3']);
});

async function tell(method: string, path: string, body?: object): Promise<void> {
  const response = await fetch(`${control}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!response.ok) throw new Error(`toxiproxy answered ${response.status}: ${await response.text()}`);
}

function rss(items: readonly number[]): string {
  const parts = items.map((id) => `<item><guid>${id}</guid><title>Our phones are down, notice ${id}</title></item>`);
  return `<rss version="2.0"><channel><title>News (invented)</title>${parts.join('')}</channel></rss>`;
}
