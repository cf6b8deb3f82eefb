import type { Block, Digest, Section } from '../digest.ts';
import { renderBars, renderHighlights, renderHours, renderQuote, renderTable } from './blocks.ts';
import { attribute, escape } from './escape.ts';
import { colours, font, sheet } from './style.ts';

/**
 * One self-contained page that is also the e-mail: tables for layout and styles in place, because mail programs keep little else;
 * at most 640 px wide. The style sheet only adds what phones and dark screens need. Nothing is loaded from anywhere.
 */
export function renderHtml(digest: Digest): string {
  const title = escape(`Ripplewatch digest: ${digest.dayInWords}`);
  return `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${sheet}</style>
</head>
<body class="page" style="margin:0;padding:0;background:${colours.page};${font}">
<div role="main">
<div style="display:none;max-height:0;overflow:hidden;font-size:1px;line-height:1px;color:${colours.page}">${escape(digest.answer.join(' '))}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">
<!--[if mso]><table role="presentation" width="640" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" class="sheet" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:640px;background:${colours.sheet}">
${renderHead(digest)}
${digest.banner === null ? '' : renderBanner(digest.banner)}
${renderAnswer(digest)}
${digest.sections.map(renderSection).join('\n')}
${renderFoot(digest)}
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr></table>
</div>
</body>
</html>
`;
}

function renderHead({ dayInWords, partial }: Digest): string {
  return `<tr><td class="pad" bgcolor="${colours.brand}" style="padding:20px 24px;background:${colours.brand};color:#ffffff;${font}">
<p style="margin:0;font-size:14px;line-height:20px;color:#ffffff">Ripplewatch digest</p>
<h1 style="margin:2px 0 0;font-size:24px;line-height:30px;font-weight:bold;color:#ffffff">${escape(dayInWords)}${partial ? ' (so far)' : ''}</h1>
</td></tr>`;
}

function renderBanner(banner: string): string {
  return `<tr><td class="pad banner" bgcolor="${colours.banner}" style="padding:12px 24px;background:${colours.banner};color:${colours.text};font-size:16px;line-height:22px;font-weight:bold;${font}">${escape(banner)}</td></tr>`;
}

function renderAnswer({ answer, highlights }: Digest): string {
  const [first = '', ...rest] = answer;
  return `<tr><td class="pad" style="padding:20px 24px 4px;${font}">
<p class="ink" style="margin:0 0 10px;font-size:20px;line-height:28px;font-weight:bold;color:${colours.text}">${escape(first)}</p>
${rest.map((line) => `<p class="ink" style="margin:0 0 8px;font-size:16px;line-height:24px;color:${colours.text}">${escape(line)}</p>`).join('\n')}
${highlights.length === 0 ? '' : renderHighlights(highlights)}
</td></tr>`;
}

function renderSection({ title, blocks }: Section): string {
  return `<tr><td class="pad rule" style="padding:14px 24px 10px;border-top:1px solid ${colours.rule};${font}">
<h2 class="ink" style="margin:0 0 8px;font-size:18px;line-height:24px;font-weight:bold;color:${colours.text}">${escape(title)}</h2>
${blocks.map(renderBlock).join('\n')}
</td></tr>`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'text':
      return `<p class="ink" style="margin:0 0 8px;font-size:16px;line-height:24px;color:${colours.text}">${escape(block.text)}</p>`;
    case 'list':
      return `<ul class="ink" style="margin:0 0 8px;padding:0 0 0 20px;font-size:16px;line-height:24px;color:${colours.text}">${block.items.map((item) => `<li style="margin:0 0 4px">${escape(item)}</li>`).join('')}</ul>`;
    case 'table':
      return renderTable(block);
    case 'bars':
      return renderBars(block);
    case 'hours':
      return renderHours(block);
    case 'quote':
      return renderQuote(block);
  }
}

function renderFoot({ footer, url }: Digest): string {
  const link =
    url === null
      ? ''
      : `<p style="margin:0 0 14px;font-size:16px;line-height:24px"><a class="link" href="${attribute(url)}" style="color:${colours.brand};font-weight:bold">See all posts of this day</a></p>`;
  return `<tr><td class="pad rule" style="padding:16px 24px 24px;border-top:1px solid ${colours.rule};${font}">${link}
${footer.map((line) => `<p class="soft" style="margin:0;font-size:14px;line-height:20px;color:${colours.soft}">${escape(line)}</p>`).join('\n')}
</td></tr>`;
}
