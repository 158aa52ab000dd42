/** The mark of the service: a tick between two ponds. */
export function Logo() {
  return (
    <svg class="logo__mark" viewBox="0 0 40 40" aria-hidden="true">
      <rect class="logo__ground" width="40" height="40" rx="11" />
      <path d="M12.5 20.5l6 6.5L29 12" />
      <circle cx="9.5" cy="28.5" r="2.6" />
      <circle cx="31" cy="24" r="2.6" />
    </svg>
  );
}
