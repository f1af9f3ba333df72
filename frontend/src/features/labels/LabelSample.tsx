import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelField, LabelSheet } from '@/api/labels';
import type { AssetRow } from '@/api/types';
import { arrange } from './geometry';
import classes from './labels.module.css';
import { anySymbol } from './symbol';

const MM_TO_PX = 96 / 25.4;
const MOST_PX = 320;

interface LabelSampleProps {
  sheet: LabelSheet;
  asset: AssetRow | undefined;
  fields: LabelField[];
}

/** One label in its real size (smaller where it would not fit), with the words of the first asset. */
export function LabelSample({ sheet, asset, fields }: LabelSampleProps) {
  const { t } = useTranslation('labels');
  const { symbol, text } = arrange(sheet);
  const scale = Math.min(1, MOST_PX / (sheet.width_mm * MM_TO_PX));
  const lines = useWords(asset, fields);
  const size = Math.max(1.8, Math.min(4, text.height / 7, text.width / 9));
  const clip = `sample-${sheet.code}`;
  const shown = lines.slice(0, Math.max(1, Math.floor((text.height - size * 1.6) / (size * 0.9)) + 1));
  return (
    <figure className={classes.sample}>
      <svg width={sheet.width_mm * MM_TO_PX * scale} height={sheet.height_mm * MM_TO_PX * scale} viewBox={`0 0 ${sheet.width_mm} ${sheet.height_mm}`} role="img" aria-label={t('sample.label', { words: lines.map((line) => line.words).join(', ') })}>
        <clipPath id={clip}>
          <rect {...text} />
        </clipPath>
        <rect className={classes.paper} width={sheet.width_mm} height={sheet.height_mm} rx={1} />
        <Symbol {...symbol} />
        <g clipPath={`url(#${clip})`}>
          {shown.map((line, index) => {
            const plate = index === 0;
            const y = plate ? text.y + size * 1.15 : text.y + size * 1.6 + index * size * 0.92;
            return (
              <text key={line.id} x={plate ? text.x + size * 0.6 : text.x} y={y} fontSize={plate ? size : size * 0.74} className={plate ? classes.plateText : line.id === 'name' ? classes.strongText : classes.plainText}>
                {line.words}
              </text>
            );
          })}
          <rect x={text.x + 0.15} y={text.y + 0.15} width={Math.min(text.width - 0.3, size * (lines[0]!.words.length * 0.62 + 1.2))} height={size * 1.5} rx={size * 0.25} className={classes.plateEdge} />
        </g>
      </svg>
      <figcaption className="cap">{scale < 1 ? t('sample.reduced') : t('sample.real')}</figcaption>
    </figure>
  );
}

/** The lines of a label in the order in which they stand on it. */
function useWords(asset: AssetRow | undefined, fields: LabelField[]): { id: string; words: string }[] {
  const { t } = useTranslation('labels');
  const place = asset?.location ? asset.location.full_name.split(' › ').reverse().join(' · ') : t('sample.place');
  const all = [
    { id: 'tag', words: asset?.tag ?? '000123' },
    { id: 'name', words: asset?.name ?? t('sample.name') },
    { id: 'patrimonio', words: t('sample.patrimonio', { value: asset?.patrimonio ?? (asset ? '' : '10123') }), missing: asset !== undefined && !asset.patrimonio },
    { id: 'serial_number', words: t('sample.serial', { value: asset?.serial_number ?? (asset ? '' : '7H2K0Q8') }), missing: asset !== undefined && !asset.serial_number },
    { id: 'location', words: place, missing: asset !== undefined && !asset.location },
    { id: 'organisation', words: t('sample.organisation') },
  ];
  return all.filter(({ id, missing }) => !missing && (id === 'tag' || fields.includes(id as LabelField)));
}

/** Any QR code: the real one is drawn by the server. */
function Symbol({ x, y, width }: { x: number; y: number; width: number }) {
  const { path, modules } = useMemo(() => anySymbol(), []);
  return <path d={path} transform={`translate(${x} ${y}) scale(${width / modules})`} className={classes.ink} shapeRendering="crispEdges" />;
}
