import type { Bar, Block, Digest, Hour, TableColumn } from '../digest.ts';
import { sayNumber } from '../say.ts';
import { graphemes, size, wrap } from './wrap.ts';

const width = 78;

/** Plain text for mail, terminals and files: at most 78 columns. */
export function renderText(digest: Digest): string {
  const parts = [
    heading(`Ripplewatch digest: ${digest.dayInWords}`, '='),
    digest.banner === null ? null : wrap(`*** ${digest.banner} ***`, width),
    wrap(digest.answer.join(' '), width),
    digest.highlights.length === 0
      ? null
      : wrap(digest.highlights.map(({ value, label }) => `${value} ${label}`).join(' · '), width),
    ...digest.sections.map(({ title, blocks }) => [heading(title, '-'), ...blocks.map(renderBlock)].join('\n')),
    digest.url === null ? null : `All posts of this day:\n${digest.url}`,
    digest.footer.map((line) => wrap(line, width)).join('\n'),
  ];
  return `${parts.filter((part) => part !== null).join('\n\n')}\n`;
}

function heading(title: string, line: string): string {
  return `${wrap(title, width)}\n${line.repeat(Math.min(width, size(title)))}`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case 'text':
      return wrap(block.text, width);
    case 'list':
      return block.items.map((item) => wrap(item, width, '- ')).join('\n');
    case 'table':
      return renderTable(block.columns, block.rows);
    case 'bars':
      return renderBars(block.title, block.bars);
    case 'hours':
      return renderHours(block.hours, block.says);
    case 'quote':
      return [
        wrap(block.title, width),
        wrap(`“${block.text}”`, width, '  '),
        wrap(`– ${block.source}`, width, '  '),
        ...(block.url === null ? [] : [`  ${block.url}`]),
      ].join('\n');
  }
}

function renderTable(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string {
  const others = columns.slice(1).map((column, index) => widest([column.title, ...rows.map((row) => row[index + 1] ?? '')]));
  const room = width - others.reduce((sum, one) => sum + one + 2, 0);
  const firstWidth = Math.min(room, widest(rows.map((row) => row[0] ?? '').concat(columns[0]?.title ?? '')));
  const widths = [firstWidth, ...others];
  const cells = [columns.map((column) => column.title), ...rows];
  return cells
    .map((row) =>
      row
        .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.numeric === true))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function renderBars(title: string, bars: readonly Bar[]): string {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  const labels = Math.min(30, widest(bars.map((bar) => bar.label)));
  const lines = bars.map(
    ({ label, value }) => `${pad(label, labels, false)}  ${'█'.repeat(Math.ceil((value / most) * 32))} ${sayNumber(value)}`,
  );
  return [wrap(`${title}:`, width), ...lines].join('\n');
}

const levels = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** Three columns an hour: 24 of them are 72. */
function renderHours(hours: readonly Hour[], says: string): string {
  const most = Math.max(1, ...hours.map(total));
  const bars = hours.map((hour) => (hour.ahead ? '   ' : `${(levels[Math.ceil((total(hour) / most) * 8)] ?? ' ').repeat(2)} `));
  const marks = hours.map((hour) => (hour.blind ? '×× ' : '   '));
  const labels = hours.map((hour, index) => (index % 3 === 0 ? `${hour.label.slice(0, 2)} ` : '   '));
  const lines = [bars, ...(hours.some((hour) => hour.blind) ? [marks] : []), labels];
  return [...lines.map((line) => line.join('').trimEnd()), wrap(says, width)].join('\n');
}

function total({ disrupted, recovering, restored }: Hour): number {
  return disrupted + recovering + restored;
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(size));
}

function pad(text: string, to: number, right: boolean): string {
  const short =
    size(text) > to
      ? `${graphemes(text)
          .slice(0, to - 1)
          .join('')}…`
      : text;
  const gap = ' '.repeat(to - size(short));
  return right ? gap + short : short + gap;
}
