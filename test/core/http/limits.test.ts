import { describe, expect, it, onTestFinished } from 'vitest';
import { createHttp } from '../../../src/core/http/axios.ts';
import { readExhausted, readFreshUntil } from '../../../src/core/http/limits.ts';
import { silentLogger } from '../../../src/core/log.ts';
import { addMs, fromMs, toMs } from '../../../src/core/time.ts';
import type { Instant } from '../../../src/core/types.ts';
import { serve } from '../../servers.ts';

const now: Instant = '2024-07-19T07:00:00.000Z';
const inSeconds = (seconds: number): Instant => addMs(now, seconds * 1000);
const unix = (seconds: number): string => String(toMs(now) / 1000 + seconds);
type Headers = Readonly<Record<string, string>>;
const of = (headers: Headers) => (name: string) => headers[name] ?? null;

describe('a host whose rate limit is used up', () => {
  it.each<[string, Headers, number]>([
    ['as the draft has it', { ratelimit: '"default";r=0;t=30' }, 30],
    ['as the draft once had it', { ratelimit: 'limit=100, remaining=0, reset=50' }, 50],
    ['by the strictest of several', { ratelimit: '"burst";r=4;t=5, "day";r=0;t=600' }, 600],
    ['in unix seconds', { 'ratelimit-remaining': '0', 'ratelimit-reset': unix(120) }, 120],
    ['as a date', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2024-07-19T07:05:00.019685Z' }, 300.019],
    ['as X writes it', { 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': unix(900) }, 900],
    ['in unix milliseconds', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${unix(60)}000` }, 60],
    ['in seconds from now, with a fraction left', { 'x-ratelimit-remaining': '0.0', 'x-ratelimit-reset': '17' }, 17],
    ['for a minute where nobody says until when', { 'x-ratelimit-remaining': '0' }, 60],
    ['for a day at most', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': unix(999_999) }, 86_400],
  ])('is left alone: %s', (_, headers, seconds) => {
    expect(readExhausted(of(headers), now)).toBe(inSeconds(seconds));
  });

  it.each<[string, Headers]>([
    ['requests remain', { ratelimit: '"default";r=1;t=30' }],
    ['nothing is said', {}],
    ['nothing is said of what remains', { 'x-ratelimit-reset': unix(60) }],
    ['what remains is no number', { 'x-ratelimit-remaining': 'none', 'x-ratelimit-reset': unix(60) }],
    ['it is empty', { 'x-ratelimit-remaining': ' ', 'x-ratelimit-reset': unix(60) }],
    ['it has begun anew', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': unix(-60) }],
  ])('is asked as before where %s', (_, headers) => {
    expect(readExhausted(of(headers), now)).toBeNull();
  });

  it('is not asked again before its time, even where it answered well', async () => {
    const asked: string[] = [];
    const served = await serve((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': inSeconds(300) }).end('ok');
    });
    onTestFinished(() => served.close());
    let at = now;
    const http = createHttp({
      version: '0',
      contact: null,
      allowPrivate: true,
      gapMs: 0,
      clock: () => at,
      log: silentLogger,
    });
    expect((await http.get(`${served.url}/1`)).text).toBe('ok');
    await expect(http.get(`${served.url}/2`)).rejects.toMatchObject({ kind: 'rate-limited', retryAt: inSeconds(300) });
    at = inSeconds(301);
    await http.get(`${served.url}/3`);
    expect(asked).toEqual(['/1', '/3']);
  });

  it('says by its limit when to come back where a 429 has no Retry-After', async () => {
    const served = await serve((_, response) => response.writeHead(429, { 'x-rate-limit-reset': unix(700) }).end());
    onTestFinished(() => served.close());
    const http = createHttp({ version: '0', contact: null, allowPrivate: true, clock: () => now, log: silentLogger });
    await expect(http.get(served.url)).rejects.toMatchObject({ kind: 'rate-limited', retryAt: inSeconds(700) });
  });
});

describe('how long an answer is fresh', () => {
  const date = 'Fri, 19 Jul 2019 07:00:00 GMT';
  it.each<[string, Headers, number | null]>([
    ['max-age', { 'cache-control': 'public, max-age=600' }, 600],
    ['max-age less the time in a cache', { 'cache-control': 'max-age=600', age: '100' }, 500],
    ['max-age before Expires', { 'cache-control': 'max-age=60', date, expires: 'Fri, 19 Jul 2019 09:00:00 GMT' }, 60],
    ['Expires by the server’s own clock, years behind ours', { date, expires: 'Fri, 19 Jul 2019 07:10:00 GMT' }, 600],
    ['a day at most', { 'cache-control': 'max-age=31536000' }, 86_400],
    ['what other caches may keep is not for us', { 'cache-control': 's-maxage=600' }, null],
    ['no-cache', { 'cache-control': 'no-cache, max-age=600' }, null],
    ['Expires in the past', { date, expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }, null],
    ['Expires: 0', { date, expires: '0' }, null],
    ['Expires without a Date', { expires: 'Fri, 19 Jul 2030 07:10:00 GMT' }, null],
    ['older than it may be', { 'cache-control': 'max-age=60', age: '90' }, null],
    ['nothing', {}, null],
  ])('is read from %s', (_, headers, seconds) => {
    expect(readFreshUntil(of(headers), now)).toBe(seconds === null ? null : inSeconds(seconds));
  });

  it('is kept to the millisecond of our own clock', () => {
    expect(readFreshUntil(of({ 'cache-control': 'max-age=1' }), fromMs(toMs(now) + 7))).toBe(addMs(now, 1007));
  });
});
