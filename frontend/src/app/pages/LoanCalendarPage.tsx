import { LoanCalendar } from '@/features/loans';

/** When which assets are taken: everybody sees what he may, and his own. */
export default function LoanCalendarPage() {
  return <LoanCalendar />;
}
