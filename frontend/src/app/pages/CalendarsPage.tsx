import { useParams } from 'react-router';
import { CalendarsScene } from '@/features/calendars';
import { RequirePermission } from '../Guards';

/** Calendars: the organisation's, or that of a place. */
export default function CalendarsPage() {
  const { id } = useParams();
  return (
    <RequirePermission permission="calendars.read">
      <CalendarsScene id={id ? Number(id) : null} />
    </RequirePermission>
  );
}
