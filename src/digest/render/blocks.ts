import type { Block, Highlight, Hour } from '../digest.ts';
import { sayNumber } from '../say.ts';
import { attribute, escape } from './escape.ts';
import { colours, font } from './style.ts';

type Of<Kind extends Block['kind']> = Extract<Block, { readonly kind: Kind }>;

const grid = 'role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"';

export function renderHighlights(highlights: readonly Highlight[]): string {
  const width = Math.floor(100 / highlights.length);
  const cells = highlights.map(
    ({ value, label }) =>
      `<td width="${width}%" valign="top" style="padding:0 8px 0 0;${font}"><span class="figure" style="display:block;font-size:28px;line-height:34px;font-weight:bold;color:${colours.brand}">${escape(value)}</span><span class="soft" style="display:block;font-size:14px;line-height:18px;color:${colours.soft}"> ${escape(label)}</span></td>`,
  );
  return `<table ${grid} style="margin:6px 0 12px"><tr>${cells.join('')}</tr></table>`;
}

export function renderTable({ columns, rows }: Of<'table'>): string {
  const align = (index: number): string => (columns[index]?.numeric === true ? 'right' : 'left');
  const style = `padding:5px 0 5px 8px;border-bottom:1px solid ${colours.rule};font-size:15px;line-height:20px;color:${colours.text};${font}`;
  const head = columns.map(
    ({ title }, index) =>
      `<th scope="col" class="ink rule" align="${align(index)}" style="${flush(style, index)};font-weight:bold;vertical-align:bottom">${escape(title)}</th>`,
  );
  const body = rows.map(
    (row) =>
      `<tr>${row.map((cell, index) => `<td class="ink rule" align="${align(index)}" style="${flush(style, index)}">${escape(cell)}</td>`).join('')}</tr>`,
  );
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 10px;border-collapse:collapse"><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

function flush(style: string, index: number): string {
  return index === 0 ? style.replace('5px 0 5px 8px', '5px 0') : style;
}

/** A bar is a table cell as wide as its share of the longest. */
export function renderBars({ title, bars }: Of<'bars'>): string {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  const rows = bars.map(({ label, value }) => {
    const share = Math.max(value > 0 ? 1 : 0, Math.round((value / most) * 100));
    const filled =
      share === 0
        ? ''
        : `<td class="fill" width="${share}%" height="14" bgcolor="${colours.bar}" style="background:${colours.bar};font-size:1px;line-height:14px">&nbsp;</td>`;
    const rest =
      share === 100 ? '' : `<td width="${100 - share}%" height="14" style="font-size:1px;line-height:14px">&nbsp;</td>`;
    return `<tr><th scope="row" class="ink" align="left" width="38%" style="padding:4px 8px 4px 0;font-size:15px;line-height:20px;font-weight:normal;color:${colours.text};${font}">${escape(label)}</th><td style="padding:4px 0"><table ${grid} aria-hidden="true"><tr>${filled}${rest}</tr></table></td><td class="ink" align="right" width="48" style="padding:4px 0 4px 8px;font-size:15px;line-height:20px;font-weight:bold;color:${colours.text};${font}">${sayNumber(value)}</td></tr>`;
  });
  return `<table width="100%" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 10px"><caption class="soft" style="text-align:left;padding:0 0 4px;font-size:14px;line-height:20px;color:${colours.soft};${font}">${escape(title)}</caption>${rows.join('')}</table>`;
}

const chartHeight = 96;

/** A column an hour, each a stack of table cells: disrupted below, restored on top. The sentence is the picture's text. */
export function renderHours({ hours, says }: Of<'hours'>): string {
  const most = Math.max(1, ...hours.map(total));
  const labels = hours.map((hour, index) =>
    index % 6 === 0
      ? `<td class="soft" colspan="${Math.min(6, hours.length - index)}" align="left" style="padding:3px 0 0;font-size:13px;line-height:16px;color:${colours.soft};${font}">${hour.label}</td>`
      : '',
  );
  const marks = hours.some((hour) => hour.blind)
    ? `<tr>${hours.map((hour) => `<td class="ink" align="center" style="font-size:12px;line-height:14px;color:${colours.text};${font}">${hour.blind ? '×' : ''}</td>`).join('')}</tr>`
    : '';
  return `<p class="ink" style="margin:0 0 8px;font-size:16px;line-height:24px;color:${colours.text};${font}">${escape(says)}</p>
<div role="img" aria-label="${escape(says)}"><table ${grid} style="table-layout:fixed"><tr>${hours.map((hour) => renderHour(hour, most)).join('')}</tr>${marks}<tr>${labels.join('')}</tr></table></div>
<p class="soft" style="margin:6px 0 10px;font-size:14px;line-height:20px;color:${colours.soft};${font}">${key('disrupted')} disrupted &nbsp; ${key('recovering')} recovering &nbsp; ${key('restored')} restored</p>`;
}

function renderHour(hour: Hour, most: number): string {
  const height = (count: number): number => (count === 0 ? 0 : Math.max(2, Math.round((count / most) * chartHeight)));
  const parts = (['restored', 'recovering', 'disrupted'] as const).map((phase) => ({ phase, px: height(hour[phase]) }));
  const used = parts.reduce((sum, { px }) => sum + px, 0);
  const cell = (px: number, phase: Phase | null): string =>
    px <= 0
      ? ''
      : `<tr><td height="${px}"${phase === null ? '' : ` class="${phase}" bgcolor="${colours[phase]}"`} style="height:${px}px;${phase === null ? '' : `background:${colours[phase]};`}font-size:1px;line-height:1px">&nbsp;</td></tr>`;
  const stack = [cell(chartHeight + 4 - used, null), ...parts.map(({ phase, px }) => cell(px, phase))].join('');
  const ground = hour.ahead ? '' : ` class="empty" bgcolor="${colours.empty}"`;
  return `<td valign="bottom" style="padding:0 1px"><table ${grid}${ground}${hour.ahead ? '' : ` style="background:${colours.empty}"`}>${stack}</table></td>`;
}

type Phase = 'disrupted' | 'recovering' | 'restored';

function key(phase: Phase): string {
  return `<span aria-hidden="true" class="key-${phase}" style="color:${colours[phase]}">&#9632;</span>`;
}

export function renderQuote({ title, text, source, url }: Of<'quote'>): string {
  const from =
    url === null
      ? escape(source)
      : `<a class="link" href="${attribute(url)}" style="color:${colours.brand}">${escape(source)}</a>`;
  return `<p class="ink" style="margin:0 0 6px;font-size:15px;line-height:22px;font-weight:bold;color:${colours.text};${font}">${escape(title)}</p>
<table ${grid} style="margin:0 0 12px"><tr><td class="quote" bgcolor="${colours.empty}" style="padding:10px 14px;background:${colours.empty};border-left:4px solid ${colours.brand};${font}"><p class="ink" style="margin:0;font-size:16px;line-height:24px;color:${colours.text};overflow-wrap:anywhere">“${escape(text)}”</p><p class="soft" style="margin:4px 0 0;font-size:14px;line-height:20px;color:${colours.soft}">${from}</p></td></tr></table>`;
}

function total({ disrupted, recovering, restored }: Hour): number {
  return disrupted + recovering + restored;
}
