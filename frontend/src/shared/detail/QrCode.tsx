import { encode } from 'uqr';
import { useMemo } from 'react';
import classes from './detail.module.css';

/** A QR code drawn here from its text; always dark on white, whatever the theme, so that it can be read. */
export default function QrCode({ text, label, size = 94 }: { text: string; label: string; size?: number }) {
  const { path, modules } = useMemo(() => {
    const { data } = encode(text, { border: 2, ecc: 'M' });
    const squares = data.flatMap((line, y) => line.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')));
    return { path: squares.join(''), modules: data.length };
  }, [text]);
  return (
    <div className={classes.qr} style={{ width: size + 2, height: size + 2 }}>
      <svg width={size} height={size} viewBox={`0 0 ${modules} ${modules}`} role="img" aria-label={label} shapeRendering="crispEdges">
        <path fill="#fff" d={`M0 0h${modules}v${modules}H0z`} />
        <path fill="#12181A" d={path} />
      </svg>
    </div>
  );
}
