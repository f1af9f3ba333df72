import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '@/api/problem';
import { Notice, useProblemText } from '@/shared/ui';

/** Why it did not work, and for how long, where there is a limit. */
export function Failure({ problem, wait }: { problem: ApiProblem; wait?: number }) {
  const { t } = useTranslation('sign-in');
  const text = useProblemText(problem);
  const counted = useCountdown(wait === undefined ? problem : null);
  const left = wait ?? counted;
  if (problem.status === 429) {
    return (
      <Notice tone="warning" title={t('tooMany.title')}>
        <span>{left > 0 ? t('tooMany.text', { count: left }) : t('tooMany.again')}</span>
      </Notice>
    );
  }
  return (
    <Notice tone="danger" title={text.title}>
      {text.text && <span>{text.text}</span>}
    </Notice>
  );
}

/** Seconds left of a 429's Retry-After. */
export function useCountdown(problem: ApiProblem | null): number {
  const [passed, setPassed] = useState<{ of: ApiProblem | null; seconds: number }>({ of: null, seconds: 0 });
  const retryAfter = problem?.retryAfter ?? 0;
  useEffect(() => {
    if (retryAfter === 0) return;
    const start = Date.now();
    const timer = setInterval(() => setPassed({ of: problem, seconds: Math.floor((Date.now() - start) / 1000) }), 500);
    return () => clearInterval(timer);
  }, [problem, retryAfter]);
  return Math.max(0, retryAfter - (passed.of === problem ? passed.seconds : 0));
}
