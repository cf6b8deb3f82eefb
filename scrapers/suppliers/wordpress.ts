import type { Marks } from './marks.ts';
import { classesOf, type Supplier } from './supplier.ts';

/** Any WordPress site: the engine of many suppliers and of practices without one. */
export const wordpress: Supplier = {
  id: 'wordpress',
  title: 'WordPress',
  source: 'https://developer.wordpress.org/reference/functions/post_class/',
  detect: (marks) => {
    if (/^wordpress/i.test(marks.generator)) return `it says that it is made with ${marks.generator}`;
    const asset = marks.assets.find(({ pathname }) => /\/wp-(?:content|includes)\//.test(pathname));
    if (asset !== undefined) return `it loads ${asset.pathname.slice(0, 80)}`;
    const api = marks.addresses.find(({ pathname }) => pathname === '/wp-json/');
    return api === undefined ? null : 'it links /wp-json/';
  },
  role: (element) => {
    const classes = classesOf(element);
    // Themes put `hentry` and the kind of entry on each one they list; a page's own text is of the kind "page" and no item of news.
    if (classes.some((one) => /^type-(?!page$|attachment$)[\w-]+$/.test(one))) return 'item';
    // https://developer.wordpress.org/block-editor/reference-guides/core-blocks/ (Latest Posts)
    if (element.name === 'li' && parentClasses(element).includes('wp-block-latest-posts')) return 'item';
    const isTalk = classes.some((one) => one === 'comments-area' || one === 'comment-respond' || one === 'wp-block-comments');
    return isTalk || element.attribs.id === 'wpadminbar' ? 'noise' : null;
  },
  feeds: ['/feed/'],
};

/** A sign of WordPress that the suppliers who build on it need beside their own. */
export function isWordpress(marks: Marks): boolean {
  return wordpress.detect(marks) !== null;
}

function parentClasses(element: Parameters<typeof classesOf>[0]): readonly string[] {
  const { parent } = element;
  return parent !== null && 'attribs' in parent ? classesOf(parent) : [];
}
