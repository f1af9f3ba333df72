import { IconBulb, IconBulbOff, IconCameraOff, IconX } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { cx } from '../lib/cx';
import { Button, IconButton } from '../ui/Button';
import { Skeleton } from '../ui/states';
import classes from './scanner.module.css';
import { useCamera, type Aim, type CameraState } from './useCamera';

interface CameraViewProps {
  onCode: (code: string) => void;
  onClose: () => void;
  /** More buttons on the picture. */
  tools?: ReactNode;
}

/** The picture of the camera with what it aims at; says what is wrong where there is no picture. */
export default function CameraView({ onCode, onClose, tools }: CameraViewProps) {
  const { t } = useTranslation('scanner');
  const { video, state, aim, torch, start, setTorch } = useCamera(onCode);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    start();
  }, [start]);
  const shows = state === 'on' || state === 'starting';
  return (
    <section className={classes.camera} aria-label={t('camera.label')} data-state={state}>
      <video ref={video} muted playsInline className={cx(classes.video, state !== 'on' && classes.hidden)} />
      {state === 'on' && <AimMark aim={aim} />}
      {state === 'starting' && (
        <div className={classes.waiting} role="status">
          <Skeleton width={120} height={12} />
          <span>{t('camera.starting')}</span>
        </div>
      )}
      {!shows && <CameraTrouble state={state} onRetry={start} />}
      <div className={classes.cameraTools}>
        {torch !== null && (
          <IconButton label={torch ? t('camera.torchOff') : t('camera.torchOn')} size="touch" className={classes.onPicture} onClick={() => setTorch(!torch)}>
            {torch ? <IconBulbOff size={20} /> : <IconBulb size={20} />}
          </IconButton>
        )}
        {tools}
        <IconButton label={t('camera.close')} size="touch" className={classes.onPicture} onClick={onClose}>
          <IconX size={20} />
        </IconButton>
      </div>
      <span className="sr" role="status">
        {state === 'on' ? t('camera.on') : ''}
      </span>
    </section>
  );
}

/** Corners around the middle, or a line around the code that is seen now (cut like the picture: as "cover"). */
function AimMark({ aim }: { aim: Aim | null }) {
  if (!aim) {
    return (
      <svg className={classes.aim} viewBox="0 0 100 100" preserveAspectRatio="xMidYMid meet" aria-hidden>
        <path className={classes.corners} d="M25 40V25h15M60 25h15v15M75 60v15H60M40 75H25V60" />
      </svg>
    );
  }
  return (
    <svg className={classes.aim} viewBox={`0 0 ${aim.width} ${aim.height}`} preserveAspectRatio="xMidYMid slice" aria-hidden>
      <polygon points={aim.corners.map(({ x, y }) => `${x},${y}`).join(' ')} className={classes.found} />
    </svg>
  );
}

function CameraTrouble({ state, onRetry }: { state: CameraState; onRetry: () => void }) {
  const { t } = useTranslation('scanner');
  const problem = state === 'off' || state === 'on' || state === 'starting' ? 'stopped' : state;
  return (
    <div className={classes.trouble} role="alert">
      <IconCameraOff size={28} stroke={1.5} aria-hidden />
      <b>{t(`camera.problem.${problem}.title`)}</b>
      <p>{t(`camera.problem.${problem}.text`)}</p>
      {problem !== 'insecure' && (
        <Button size="sm" onClick={onRetry}>
          {t('camera.retry')}
        </Button>
      )}
    </div>
  );
}
