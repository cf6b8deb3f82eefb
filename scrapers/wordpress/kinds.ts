/** A post type of a WordPress site, as its REST API lists it. */
export type Kind = {
  /** `practice_news`. */
  readonly slug: string;
  /** Where it is under `wp/v2/`: `practice_news`, `posts`. */
  readonly base: string;
  /** For a person: "Practice News". */
  readonly title: string;
};

/** The most types read of one site: each costs a request at every look. */
const mostKinds = 5;

/** Posts, and custom post types that are named like announcements: staff, services and leaflets have types too, and are no news. */
export function pickNews(kinds: readonly Kind[]): readonly Kind[] {
  const own = kinds.filter(({ slug, title }) => slug === 'post' || (!internal.test(slug) && isNewsWord(`${slug} ${title}`)));
  return own.toSorted((a, b) => Number(b.slug === 'post') - Number(a.slug === 'post')).slice(0, mostKinds);
}

/** "practice_news", "Latest updates", "service-alerts". */
export function isNewsWord(name: string): boolean {
  return /news|notice|alert|announce|update|bulletin|blog|article|stor(?:y|ies)|message|headline|latest|incident|outage|disruption|service[-_ ]status/i.test(
    name,
  );
}

/** https://developer.wordpress.org/themes/basics/post-types/#default-post-types, and page builders' own. */
const internal =
  /^(?:page|attachment|revision|nav_menu_item|custom_css|customize_changeset|oembed_cache|user_request)$|^wp_|template|layout|popup/;
