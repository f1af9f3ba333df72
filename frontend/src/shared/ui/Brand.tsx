/** What stands on the desk until the first screen is there; the same as in index.html. */
export function BootScreen() {
  return (
    <div className="boot">
      <BrandMark size={56} />
    </div>
  );
}

/** The plate with the L. Decoration unless a title is given. */
export function BrandMark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden>
      <rect x="1" y="3" width="22" height="18" rx="4" fill="var(--lv-accent)" />
      <circle cx="4.8" cy="6.8" r="1.1" fill="var(--lv-on-accent)" opacity=".75" />
      <circle cx="19.2" cy="17.2" r="1.1" fill="var(--lv-on-accent)" opacity=".75" />
      <path d="M9 7.5v9h6.5" fill="none" stroke="var(--lv-on-accent)" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
