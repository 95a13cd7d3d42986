/** Parley's mark: two overlapping speech bubbles, teal and white. Decoration; the name stands beside it or in the title. */
export const Mark = ({ size = 28 }: { readonly size?: number }) => (
  <svg aria-hidden="true" width={size} height={size} viewBox="0 0 28 28" fill="none">
    <path
      d="M12 11.5h10.5A3.5 3.5 0 0 1 26 15v4.5a3.5 3.5 0 0 1-3.1 3.48V26.2l-3.6-3.2H12A3.5 3.5 0 0 1 8.5 19.5V15a3.5 3.5 0 0 1 3.5-3.5Z"
      className="fill-on-rail-strong"
    />
    <path
      d="M6 2.5h12.5A3.5 3.5 0 0 1 22 6v7a3.5 3.5 0 0 1-3.5 3.5H9.4L5.2 20v-3.6A3.5 3.5 0 0 1 2 13V6a3.5 3.5 0 0 1 4-3.5Z"
      className="fill-mark stroke-rail"
      strokeWidth="1.5"
    />
  </svg>
);
