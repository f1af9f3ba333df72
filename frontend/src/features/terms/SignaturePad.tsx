import { IconEraser } from '@tabler/icons-react';
import { useRef, type Dispatch, type PointerEvent, type SetStateAction } from 'react';
import { useTranslation } from 'react-i18next';
import type { Strokes } from '@/api/terms';
import { Button } from '@/shared/ui';
import classes from './terms.module.css';

const WIDTH = 1000;
const HEIGHT = 400;
/** Points nearer than this to the one before say nothing new. */
const NEAR = 4;
const MOST_POINTS = 5_500;

interface SignaturePadProps {
  value: Strokes;
  onChange: Dispatch<SetStateAction<Strokes>>;
  error?: string | null;
}

const within = (value: number, most: number) => Math.max(0, Math.min(most, Math.round(value)));
const outline = (stroke: [number, number][]) => stroke.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('') + (stroke.length === 1 ? `L${stroke[0]!.join(' ')}` : '');

/** The drawing with one more point of its last stroke, unless that says nothing new. */
function withPoint(strokes: Strokes, [x, y]: [number, number]): Strokes {
  const stroke = strokes.at(-1);
  const last = stroke?.at(-1);
  if (!stroke || !last || Math.abs(x - last[0]) + Math.abs(y - last[1]) < NEAR) return strokes;
  if (strokes.reduce((sum, each) => sum + each.length, 0) >= MOST_POINTS) return strokes;
  return [...strokes.slice(0, -1), [...stroke, [x, y]]];
}

/** Draw one's name with finger, pen or mouse; kept as strokes, so that it is sharp on paper of any size. */
export function SignaturePad({ value, onChange, error }: SignaturePadProps) {
  const { t } = useTranslation('terms');
  const drawing = useRef(false);

  const at = (event: PointerEvent<SVGSVGElement>): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [within(((event.clientX - box.left) / box.width) * WIDTH, WIDTH), within(((event.clientY - box.top) / box.height) * HEIGHT, HEIGHT)];
  };
  const begin = (event: PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current = true;
    const point = at(event);
    onChange((before) => [...before, [point]]);
  };
  const go = (event: PointerEvent<SVGSVGElement>) => {
    if (!drawing.current) return;
    const point = at(event);
    onChange((before) => withPoint(before, point));
  };
  const end = () => {
    drawing.current = false;
  };
  return (
    <div className={classes.pad}>
      <span className={classes.padHead}>
        <span id="signature-label">{t('pad.label')}</span>
        <Button size="sm" icon={<IconEraser size={15} aria-hidden />} disabled={value.length === 0} onClick={() => onChange([])}>
          {t('pad.clear')}
        </Button>
      </span>
      <svg className={classes.field} role="img" aria-labelledby="signature-label" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} data-testid="signature" onPointerDown={begin} onPointerMove={go} onPointerUp={end} onPointerCancel={end}>
        <line x1="60" x2="940" y1="320" y2="320" />
        <path d={value.map(outline).join('')} />
      </svg>
      {error && (
        <p className={classes.wrong} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
