package runtime

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Digest names what was handed in: the definition, the answers with confirmations and signatures, the facts as the sources
// told them, and the content of every file. What is signed is what was seen: another answer, another fact or another word of
// the definition is another digest.
func (s Submission) Digest() string {
	sum := sha256.New()
	part := func(name string, raw []byte) {
		fmt.Fprintf(sum, "%s %d\n", name, len(raw))
		_, _ = sum.Write(raw) // a hash never fails
	}
	part("banshi submission 1", nil)
	part("definition", []byte(s.Plan))
	part("answers", s.Content)
	part("facts", s.Facts)
	for _, f := range byPlace(s.Files) {
		part("file "+f.Material, []byte(f.Hash))
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// byPlace sorts files by what they are for and what they hold, whatever order they are shown in.
func byPlace(list []File) []File {
	out := slices.Clone(list)
	slices.SortFunc(out, func(a, b File) int {
		if c := strings.Compare(a.Material, b.Material); c != 0 {
			return c
		}
		return strings.Compare(string(a.Hash), string(b.Hash))
	})
	return out
}

// spaced writes a digest in groups, for whoever compares it by eye.
func spaced(digest string) string {
	var out []string
	for ; len(digest) > 8; digest = digest[8:] {
		out = append(out, digest[:8])
	}
	return strings.Join(append(out, digest), " ")
}
