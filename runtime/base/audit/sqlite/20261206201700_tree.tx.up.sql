-- Signed heads of the Merkle tree over the events. Kept are the last one and one of each 4,096 places.
CREATE TABLE audit_checkpoints (
  size  INTEGER PRIMARY KEY, -- how many places it covers
  note  TEXT NOT NULL,       -- C2SP signed note: origin, size, root
  nodes TEXT NOT NULL        -- right edge of the tree at that size, from which it grows on; base64, parted by spaces
);
