import { useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelSheet } from '@/api/labels';
import { cx } from '@/shared/lib/cx';
import { formatNumber } from '@/shared/lib/format';
import { arrange, cellsOf, cellUse, type Cell } from './geometry';
import { anySymbol } from './symbol';
import classes from './labels.module.css';

interface SheetPreviewProps {
  sheet: LabelSheet;
  start: number;
  /** Labels to be printed in all; the first page shows as many as fit. */
  labels: number;
  onStart: (position: number) => void;
}

/**
 * The first page to scale, drawn from the sheet's measures in mm. A click on a label begins there;
 * the field beside it does the same for the keyboard.
 */
export function SheetPreview({ sheet, start, labels, onStart }: SheetPreviewProps) {
  const { t } = useTranslation('labels');
  const hatch = useId();
  const { path, modules } = useMemo(() => anySymbol(), []);
  const pickable = sheet.per_sheet > 1;
  const room = sheet.per_sheet - start + 1;
  const label = t('preview.label', { name: sheet.name, printed: formatNumber(Math.min(labels, room)), start: formatNumber(start) });
  return (
    <svg className={classes.page} viewBox={`0 0 ${sheet.page_width_mm} ${sheet.page_height_mm}`} role="img" aria-label={label} data-testid="sheet-preview">
      <defs>
        <pattern id={hatch} width="2.4" height="2.4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V2.4" className={classes.hatchLine} />
        </pattern>
        <symbol id={`${hatch}-code`} viewBox={`0 0 ${modules} ${modules}`}>
          <path d={path} className={classes.ink} />
        </symbol>
      </defs>
      <rect className={classes.paper} width={sheet.page_width_mm} height={sheet.page_height_mm} rx={sheet.page === 'ROLL' ? 1.5 : 0.8} />
      {cellsOf(sheet).map((cell) => (
        <LabelCell key={cell.position} cell={cell} sheet={sheet} use={cellUse(cell.position, start, labels)} first={cell.position === start} hatch={hatch} onClick={pickable ? () => onStart(cell.position) : undefined} />
      ))}
    </svg>
  );
}

interface LabelCellProps {
  cell: Cell;
  sheet: LabelSheet;
  use: ReturnType<typeof cellUse>;
  first: boolean;
  hatch: string;
  onClick?: () => void;
}

function LabelCell({ cell, sheet, use, first, hatch, onClick }: LabelCellProps) {
  const { symbol, text } = arrange(sheet);
  const { width_mm: width, height_mm: height } = sheet;
  const line = Math.min(text.height / 5, 3);
  return (
    <g transform={`translate(${cell.x} ${cell.y})`} className={cx(classes.cell, onClick && classes.pickable)} data-use={use} data-first={first || undefined} data-position={cell.position} onClick={onClick}>
      <rect width={width} height={height} rx={Math.min(1.5, height / 8)} className={classes.outline} style={use === 'used' ? { fill: `url(#${hatch})` } : undefined} />
      {use === 'printed' && (
        <>
          <use href={`#${hatch}-code`} {...symbol} />
          <rect x={text.x} y={text.y + line * 0.4} width={text.width * 0.72} height={line} className={classes.ink} />
          <rect x={text.x} y={text.y + line * 2.2} width={text.width * 0.9} height={line * 0.7} className={classes.softInk} />
          <rect x={text.x} y={text.y + line * 3.5} width={text.width * 0.6} height={line * 0.7} className={classes.softInk} />
        </>
      )}
      {first && sheet.per_sheet > 1 && <rect x={0.4} y={0.4} width={width - 0.8} height={height - 0.8} rx={Math.min(1.5, height / 8)} className={classes.firstMark} />}
    </g>
  );
}
