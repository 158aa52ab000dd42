/** A share as a bar; what it says stands beside it in figures. */
export function Bar({ percent, kind }: { percent: number; kind?: "wait" }) {
  return (
    <svg class={`share${kind ? ` share--${kind}` : ""}`} viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="share__all" width="100" height="4" /><rect class="share__part" width={percent} height="4" />
    </svg>
  );
}
