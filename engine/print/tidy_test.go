package print

import (
	"strings"
	"testing"
)

func TestTidied(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"a: 1\n", "a: 1\n"},
		{"a: 1  \nb:   # c  \n\n\n", "a: 1\nb:   # c\n"},
		{"a: 1", "a: 1\n"},
		{"a: 1 \r\nb: 2", "a: 1\r\nb: 2\r\n"},
		{"a: |\n  x  \n  y\n  \n\nb: 1 \n", "a: |\n  x  \n  y\n\n\nb: 1\n"},
		{"a: |+\n  x\n\n", "a: |+\n  x\n\n"},
		{"a: 'x  \n  y'  \n", "a: 'x  \n  y'\n"},
		{"a: x  \n  y\n", "a: x\n  y\n"},
		{"\n", "\n"},
		{"", ""},
		{"# c  \n", "# c\n"},
	} {
		d := parse(t, "x.yaml", c.text)
		got, edit := d.Tidied()
		if got.Text() != c.want {
			t.Errorf("%q becomes %q, not %q", c.text, got.Text(), c.want)
		}
		if back, err := Patched(got.Text(), edit.Inverse); err != nil || back != c.text {
			t.Errorf("%q: back %q %v", c.text, back, err)
		}
	}
	for name, text := range files(t) {
		d := parse(t, name, text)
		next, _ := d.Tidied()
		if !next.Value().Equal(d.Value()) {
			t.Errorf("%s says something else", name)
		}
		if again, edit := next.Tidied(); again != next || len(edit.Patches) > 0 {
			t.Errorf("%s is tidied twice", name)
		}
		if strings.HasPrefix(name, "nanhai/") && next != d {
			t.Logf("%s could be tidier", name)
		}
	}
}
