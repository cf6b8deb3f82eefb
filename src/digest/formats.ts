import type { Digest } from './digest.ts';
import { renderHtml } from './render/html.ts';
import { renderJson } from './render/json.ts';
import { renderMarkdown } from './render/markdown.ts';
import { renderText } from './render/text.ts';

interface DigestFormat {
  readonly title: string;
  readonly contentType: string;
  /** File ending, without the dot. */
  readonly extension: string;
  readonly render: (digest: Digest) => string;
}

/** Every format a Digest can be had in: the one place to add another. */
export const digestFormats: Readonly<Record<'text' | 'html' | 'markdown' | 'json', DigestFormat>> = {
  text: { title: 'Plain text', contentType: 'text/plain; charset=utf-8', extension: 'txt', render: renderText },
  html: { title: 'Web page and e-mail', contentType: 'text/html; charset=utf-8', extension: 'html', render: renderHtml },
  markdown: { title: 'Markdown', contentType: 'text/markdown; charset=utf-8', extension: 'md', render: renderMarkdown },
  json: { title: 'JSON', contentType: 'application/json; charset=utf-8', extension: 'json', render: renderJson },
};
