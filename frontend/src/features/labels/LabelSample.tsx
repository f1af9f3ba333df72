import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabelField, LabelSheet } from '@/api/labels';
import type { AssetRow } from '@/api/types';
import { arrange } from './geometry';
import classes from './labels.module.css';
import { composeSample, type SampleWords } from './sample';
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
  const words = useWords(asset, fields);
  const { symbol, text } = arrange(sheet);
  const { plate, lines } = composeSample(words, text);
  const { path, modules } = useMemo(() => anySymbol(), []);
  const scale = Math.min(1, MOST_PX / (sheet.width_mm * MM_TO_PX));
  const said = [words.code, ...lines.map((line) => line.text)].join(', ');
  return (
    <figure className={classes.sample}>
      <svg width={sheet.width_mm * MM_TO_PX * scale} height={sheet.height_mm * MM_TO_PX * scale} viewBox={`0 0 ${sheet.width_mm} ${sheet.height_mm}`} role="img" aria-label={t('sample.label', { words: said })}>
        <rect className={classes.paper} width={sheet.width_mm} height={sheet.height_mm} rx={1} />
        <path d={path} transform={`translate(${symbol.x} ${symbol.y}) scale(${symbol.width / modules})`} className={classes.ink} shapeRendering="crispEdges" />
        <rect x={text.x} y={plate.y} width={plate.width} height={plate.height} rx={plate.size * 0.2} className={classes.plateEdge} />
        <text x={text.x + plate.width / 2} y={plate.y + plate.size * 1.06} fontSize={plate.size} textAnchor="middle" className={classes.plateText}>
          {words.code}
        </text>
        {lines.map((line) => (
          <text key={`${line.y}-${line.text}`} x={text.x} y={line.y} fontSize={line.size} className={line.look === 'strong' ? classes.strongText : classes.plainText}>
            {line.text}
          </text>
        ))}
      </svg>
      <figcaption className="cap">{scale < 1 ? t('sample.reduced') : t('sample.real')}</figcaption>
    </figure>
  );
}

/** What the label will say, with stand-ins until the asset is known. */
function useWords(asset: AssetRow | undefined, fields: LabelField[]): SampleWords {
  const { t } = useTranslation('labels');
  const has = (field: LabelField) => fields.includes(field);
  const place = asset ? (asset.location?.full_name.split(' › ').reverse().join(' · ') ?? '') : t('sample.place');
  const patrimonio = asset ? asset.patrimonio : '10123';
  const serial = asset ? asset.serial_number : '7H2K0Q8';
  return {
    code: asset?.tag ?? '000123',
    name: has('name') ? (asset?.name ?? t('sample.name')) : '',
    place: has('location') ? place : '',
    details: [has('patrimonio') && patrimonio ? t('sample.patrimonio', { value: patrimonio }) : '', has('serial_number') && serial ? t('sample.serial', { value: serial }) : ''].filter(Boolean),
    organisation: has('organisation') ? t('sample.organisation') : '',
  };
}
