import { IconCamera, IconVolume, IconVolumeOff } from '@tabler/icons-react';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '@/api/problem';
import { useMedia } from '../hooks';
import { useRemembered } from '../lib/remembered';
import { Button, IconButton } from '../ui/Button';
import { Skeleton } from '../ui/states';
import { CodeField } from './CodeField';
import { codeOf } from './codes';
import { announce } from './feedback';
import { ReadingList, VerdictBand } from './Readings';
import classes from './scanner.module.css';
import type { ScannerProps } from './types';
import { useReadings } from './useReadings';

const CameraView = lazy(() => import('./CameraView'));

/**
 * Reads codes wherever a screen needs them (find, count, hand over, place): camera, keyboard scanner or typing.
 * The screen says what a code means; this shows it, sounds it, lists it and takes it back.
 */
export function Scanner<T>({ label, hint, error, read, onReading, undo, continuous = false, detail, toolbar, empty }: ScannerProps<T>) {
  const { t } = useTranslation('scanner');
  const [sound, setSound] = useRemembered('scanner.sound', true);
  const touch = useMedia('(pointer: coarse)');
  const [camera, setCamera] = useState(false);
  const failure = useCallback(
    (problem: ApiProblem) => ({
      title: problem.isUnreachable ? t('reading.offline') : problem.title || t('reading.failed'),
      text: problem.isUnreachable ? t('reading.offlineText') : (problem.detail ?? ''),
    }),
    [t],
  );
  const readings = useReadings<T>({ read, onReading, undo, failure, onVerdict: (tone) => announce(tone, sound) });
  const last = readings.items[0];
  const { add } = readings;
  const onCamera = useCallback((text: string) => add(codeOf(text), 'camera'), [add]);
  const listed = continuous ? readings.items : [];
  const soundButton = (
    <IconButton label={sound ? t('sound.off') : t('sound.on')} size="touch" className={camera ? classes.onPicture : undefined} onClick={() => setSound(!sound)}>
      {sound ? <IconVolume size={20} /> : <IconVolumeOff size={20} />}
    </IconButton>
  );
  return (
    <div className={classes.scanner} data-camera={camera || undefined}>
      {camera && (
        <Suspense fallback={<div className={classes.camera}><div className={classes.waiting}><Skeleton width={120} height={12} /></div></div>}>
          <CameraView onCode={onCamera} onClose={() => setCamera(false)} tools={soundButton} />
        </Suspense>
      )}
      <div className={classes.entry}>
        <CodeField label={label} hint={hint} error={error} onCode={(code) => add(code, 'typed')} />
        {!camera && (
          <div className={classes.tools}>
            <Button variant={touch ? 'primary' : 'default'} icon={<IconCamera size={16} aria-hidden />} onClick={() => setCamera(true)}>
              {t('camera.open')}
            </Button>
            {soundButton}
          </div>
        )}
      </div>
      <div className={classes.last} aria-live="assertive" aria-atomic>
        {last && last.state !== 'undone' && (
          <VerdictBand reading={last} onRetry={() => readings.retry(last)}>
            {last.state === 'done' ? detail?.(last) : undefined}
          </VerdictBand>
        )}
      </div>
      {!last && !camera && empty}
      {toolbar?.(readings.items)}
      {listed.length > 0 && <ReadingList readings={listed} onRetry={readings.retry} onUndo={undo ? readings.undo : undefined} detail={detail} />}
    </div>
  );
}
