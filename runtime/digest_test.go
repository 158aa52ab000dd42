package runtime

import (
	"testing"

	"banshi/runtime/files"
)

// Whatever is other is another digest; the order in which files are shown is not.
func TestDigest(t *testing.T) {
	of := func(change func(*Submission)) string {
		s := Submission{Plan: "p", Content: []byte(`{"answers":{}}`), Facts: []byte(`[]`),
			Files: []File{{Material: "a", Stored: files.Stored{Hash: "1"}}, {Material: "b", Stored: files.Stored{Hash: "2"}}}}
		if change != nil {
			change(&s)
		}
		return s.Digest()
	}
	same := of(nil)
	if same != of(func(s *Submission) { s.Files[0], s.Files[1] = s.Files[1], s.Files[0] }) || len(same) != 64 {
		t.Error("the order of files counts")
	}
	for name, change := range map[string]func(*Submission){
		"definition": func(s *Submission) { s.Plan = "q" },
		"answers":    func(s *Submission) { s.Content = []byte(`{"answers":{"x":1}}`) },
		"facts":      func(s *Submission) { s.Facts = []byte(`[{}]`) },
		"a file":     func(s *Submission) { s.Files[0].Hash = "3" },
		"its place":  func(s *Submission) { s.Files[0].Material = "c" },
		"one less":   func(s *Submission) { s.Files = s.Files[:1] },
		// What ends one part may not begin the next.
		"the seam": func(s *Submission) { s.Plan, s.Content = `p{`, []byte(`"answers":{}}`) },
	} {
		if of(change) == same {
			t.Errorf("%s does not count", name)
		}
	}
}
