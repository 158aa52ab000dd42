/** A QR code: the side in modules and the black ones, as the server drew them. */
export function Qr({ size, path, alt }: { size: number; path: string; alt: string }) {
  return (
    <svg class="qr" viewBox={`-4 -4 ${size + 8} ${size + 8}`} shape-rendering="crispEdges" role="img" aria-label={alt}>
      <path fill="#fff" d={`M-4-4h${size + 8}v${size + 8}h-${size + 8}z`} /><path d={path} />
    </svg>
  );
}
