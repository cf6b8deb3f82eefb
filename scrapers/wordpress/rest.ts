import { z } from 'zod';
import { CollectError } from '../../src/core/errors.ts';
import type { HttpResponse } from '../../src/core/http/client.ts';
import type { Context } from '../collector.ts';
import { readJson } from '../json.ts';
import type { Kind } from './kinds.ts';

const post = z.object({
  id: z.int().positive(),
  date_gmt: z.string().nullish(),
  modified_gmt: z.string(),
  link: z.string().optional(),
  title: z.object({ rendered: z.string() }).optional(),
  content: z.object({ rendered: z.string() }).optional(),
});
/** A post as the API has it: moments are UTC without saying so. */
export type RestPost = z.output<typeof post>;

const types = z.union([
  z.record(z.string(), z.object({ slug: z.string(), rest_base: z.string(), name: z.string() })),
  // PHP writes an empty table as an empty list.
  z.tuple([]).transform(() => ({})),
]);
const problem = z.object({ code: z.string() });

export interface List {
  readonly posts: readonly RestPost[];
  readonly pages: number;
  /** The site's own clock when it answered, written as its posts are; null where it does not say. */
  readonly at: string | null;
}

/** What one site answers. Every request obeys robots.txt; throws CollectError, `refused` with what to do instead where REST is closed. */
export interface Rest {
  /** https://developer.wordpress.org/rest-api/reference/post-types/ */
  kinds(): Promise<readonly Kind[]>;
  /** null where the type is not shown any more. https://developer.wordpress.org/rest-api/reference/posts/#list-posts */
  list(base: string, query: Readonly<Record<string, string>>): Promise<List | null>;
  /** `gone`: trashed, taken back, deleted for good. `unknown`: the answer says nothing about this post. */
  state(base: string, id: number): Promise<'here' | 'gone' | 'unknown'>;
  /** The site's name; null where it does not say. */
  name(): Promise<string | null>;
}

const fields = 'id,date_gmt,modified_gmt,link,title,content';

/** `root` is where the API begins: `https://host/wp-json/`, or `https://host/?rest_route=/` where addresses are plain. */
export function createRest(root: string, { http, signal }: Context): Rest {
  const get = (path: string, query: Readonly<Record<string, string>>, answers: readonly number[]): Promise<HttpResponse> =>
    http.get(restUrl(root, path, query), { accept: 'application/json', robots: true, signal, answers });
  const open = async (path: string, query: Readonly<Record<string, string>>): Promise<HttpResponse> => {
    const response = await get(path, query, [401, 403, 404]);
    if (response.status >= 400 && readCode(response) !== 'rest_no_route') throw closed(root, response);
    return response;
  };
  return {
    async kinds() {
      const response = await open('wp/v2/types', {});
      if (response.status >= 400) throw closed(root, response);
      const found = Object.values(readJson(response, types) as Record<string, { slug: string; rest_base: string; name: string }>);
      return found.map(({ slug, rest_base: base, name: title }) => ({ slug, base, title }));
    },
    async list(base, query) {
      const response = await open(`wp/v2/${base}`, { _fields: fields, per_page: '100', ...query });
      if (response.status >= 400) return null;
      return {
        posts: readJson(response, z.array(post)),
        pages: Number(response.header('x-wp-totalpages') ?? 1) || 1,
        at: readClock(response),
      };
    },
    async state(base, id) {
      const response = await get(`wp/v2/${base}/${id}`, { _fields: 'id' }, [401, 403, 404, 410]);
      if (response.status < 400) return 'here';
      if (response.status === 410) return 'gone';
      // What a plugin or a firewall says is about the API, not about the post.
      return ['rest_forbidden', 'rest_post_invalid_id'].includes(readCode(response) ?? '') ? 'gone' : 'unknown';
    },
    async name() {
      const found = z.object({ name: z.string() }).safeParse(parse((await get('', { _fields: 'name' }, [401, 403, 404])).text));
      return found.success && found.data.name.trim() !== '' ? found.data.name.trim() : null;
    },
  };
}

/** Where the site begins: the API's address without the API. */
export function homeOf(root: string): string {
  const url = new URL(root);
  url.pathname = url.pathname.replace(/(?:wp-json|index\.php)\/?$/, '');
  url.search = '';
  return url.href;
}

function restUrl(root: string, path: string, query: Readonly<Record<string, string>>): string {
  const url = new URL(root);
  if (url.searchParams.has('rest_route')) url.searchParams.set('rest_route', `/${path}`);
  else url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`;
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

function closed(root: string, response: HttpResponse): CollectError {
  const code = readCode(response);
  const why = `status ${response.status}${code === null ? '' : `, ${code}`}`;
  const says = `${new URL(root).host} does not open its REST API to visitors (${why}); add the site's feed instead, such as ${homeOf(root)}feed/.`;
  return new CollectError(response.status === 404 ? 'gone' : 'refused', says);
}

function readCode(response: HttpResponse): string | null {
  const found = problem.safeParse(parse(response.text));
  return found.success && /^\w{1,60}$/.test(found.data.code) ? found.data.code : null;
}

function readClock(response: HttpResponse): string | null {
  const ms = Date.parse(response.header('date') ?? '');
  return Number.isNaN(ms) ? null : new Date(ms).toISOString().slice(0, 19);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
