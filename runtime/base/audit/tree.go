package audit

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/rfc6962"
)

// hasher is RFC 9162's, with SHA-256.
var hasher = rfc6962.DefaultHasher

var ranges = &compact.RangeFactory{Hash: hasher.HashChildren}

// tree is the Merkle tree over the events, as much of it as is needed to grow: its right edge. The leaf of a place is the
// hash of the event there, which has everything in it that the event says. A place that nobody holds is an empty leaf.
type tree struct{ edge *compact.Range }

func emptyTree() *tree { return &tree{ranges.NewEmptyRange(0)} }

func (t *tree) size() int64 { return int64(t.edge.End()) }

// add puts the event of the next place into the tree; "" where nobody holds that place.
func (t *tree) add(hash string, visit compact.VisitFn) error {
	leaf, err := leafOf(hash)
	if err != nil {
		return err
	}
	return t.edge.Append(leaf, visit)
}

// fill leaves places empty until the tree has that many.
func (t *tree) fill(size int64, visit compact.VisitFn) error {
	for t.size() < size {
		if err := t.add("", visit); err != nil {
			return err
		}
	}
	return nil
}

func leafOf(hash string) ([]byte, error) {
	raw, err := hex.DecodeString(hash)
	if err != nil {
		return nil, fmt.Errorf("audit: %q is no hash: %w", hash, err)
	}
	return hasher.HashLeaf(raw), nil
}

// root is that of the tree as it stands.
func (t *tree) root() ([]byte, error) {
	if t.size() == 0 {
		return hasher.EmptyRoot(), nil
	}
	return t.edge.GetRootHash(nil)
}

// nodes is the right edge as it is stored.
func (t *tree) nodes() string {
	out := make([]string, len(t.edge.Hashes()))
	for i, h := range t.edge.Hashes() {
		out[i] = base64.StdEncoding.EncodeToString(h)
	}
	return strings.Join(out, " ")
}

// treeOf is what nodes has stored.
func treeOf(size int64, nodes string) (*tree, error) {
	var hashes [][]byte
	for word := range strings.FieldsSeq(nodes) {
		h, err := base64.StdEncoding.DecodeString(word)
		if err != nil || len(h) != hasher.Size() {
			return nil, fmt.Errorf("audit: the edge of the tree at %d can't be read", size)
		}
		hashes = append(hashes, h)
	}
	edge, err := ranges.NewRange(0, uint64(max(0, size)), hashes)
	if err != nil {
		return nil, fmt.Errorf("audit: the edge of the tree at %d: %w", size, err)
	}
	return &tree{edge}, nil
}
