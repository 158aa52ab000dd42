package files_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"banshi/runtime/base/fault"
	"banshi/runtime/files"
)

var ctx = context.Background()

func pdf(n int) []byte {
	return []byte("%PDF-1.7\n" + strings.Repeat("x", n) + "\n%%EOF\n")
}

func picture(t testing.TB, w, h int, encode func(io.Writer, image.Image) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPG(w io.Writer, i image.Image) error { return jpeg.Encode(w, i, nil) }

func packed(t testing.TB, entries map[string]int) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, size := range entries {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(make([]byte, size)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(t *testing.T, l files.Limits) (*files.Store, *files.Bucket, string) {
	t.Helper()
	dir := t.TempDir()
	b, err := files.OpenDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return files.New(b, l), b, dir
}

var free = files.Rule{Room: 1 << 30}

// onDisk lists every file below dir.
func onDisk(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, strings.TrimPrefix(path, dir+"/"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestPutAndOpen(t *testing.T) {
	s, _, dir := open(t, files.Limits{})
	for name, c := range map[string]struct {
		bytes []byte
		want  files.Type
	}{
		"pdf":          {pdf(3000), files.PDF},
		"pdf with BOM": {append([]byte("\xef\xbb\xbf"), pdf(10)...), files.PDF},
		"jpg":          {picture(t, 40, 30, asJPG), files.JPG},
		"png":          {picture(t, 40, 30, png.Encode), files.PNG},
		"ofd":          {packed(t, map[string]int{"OFD.xml": 100, "Doc_0/Document.xml": 10}), files.OFD},
	} {
		got, err := s.Put(ctx, bytes.NewReader(c.bytes), free, unnamed)
		sum := sha256.Sum256(c.bytes)
		if err != nil || got.Type != c.want || got.Size != int64(len(c.bytes)) || string(got.Hash) != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: %+v %v", name, got, err)
			continue
		}
		r, size, err := s.Open(ctx, got.Hash)
		if err != nil {
			t.Fatal(err)
		}
		back, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(back, c.bytes) || size != got.Size {
			t.Errorf("%s: came back as %d bytes, %v", name, len(back), err)
		}
		r.Close()
		again, err := s.Put(ctx, bytes.NewReader(c.bytes), free, unnamed)
		if err != nil || again != got {
			t.Errorf("%s: again %+v %v", name, again, err)
		}
	}
	if all := onDisk(t, dir); len(all) != 5 {
		t.Errorf("the same content is stored once, and nothing else: %v", all)
	}
}

func TestRefused(t *testing.T) {
	s, _, dir := open(t, files.Limits{MaxBytes: 100_000, MaxPixels: 10_000})
	bomb := packed(t, map[string]int{"OFD.xml": 40 << 20})
	many := map[string]int{"OFD.xml": 1}
	for i := range 2100 {
		many[fmt.Sprint(i)] = 0
	}
	for name, c := range map[string]struct {
		bytes []byte
		rule  files.Rule
		want  fault.Code
	}{
		"empty":                {nil, free, fault.Invalid},
		"text":                 {[]byte("hello"), free, fault.Invalid},
		"html":                 {[]byte("<html><script>alert(1)</script>"), free, fault.Invalid},
		"svg":                  {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>`), free, fault.Invalid},
		"gif":                  {[]byte("GIF89a......."), free, fault.Invalid},
		"program":              {[]byte("MZ\x90\x00"), free, fault.Invalid},
		"zip":                  {packed(t, map[string]int{"a.txt": 3}), free, fault.Invalid},
		"zip cut off":          {packed(t, map[string]int{"OFD.xml": 3})[:40], free, fault.Invalid},
		"bomb":                 {bomb, free, fault.Invalid},
		"a bomb of entries":    {packed(t, many), files.Rule{Room: 1 << 30}, fault.TooLarge},
		"pdf cut off":          {pdf(5000)[:4000], free, fault.Invalid},
		"html named by a head": {[]byte("%PDF-1.7<script>"), free, fault.Invalid},
		"jpg cut off":          {picture(t, 40, 30, asJPG)[:20], free, fault.Invalid},
		"png cut off":          {picture(t, 40, 30, png.Encode)[:20], free, fault.Invalid},
		"too many pixels":      {picture(t, 200, 51, png.Encode), free, fault.TooLarge},
		"too large":            {pdf(100_000), free, fault.TooLarge},
		"larger than the rule": {pdf(2000), files.Rule{Room: 1 << 30, MaxBytes: 1000}, fault.TooLarge},
		"larger than the room": {pdf(2000), files.Rule{Room: 1000}, fault.TooLarge},
		"no room":              {pdf(10), files.Rule{}, fault.TooLarge},
		"type isn't taken":     {pdf(10), files.Rule{Room: 1 << 30, Accept: []files.Type{files.PNG}}, fault.Invalid},
	} {
		if _, err := s.Put(ctx, bytes.NewReader(c.bytes), c.rule, unnamed); fault.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	if all := onDisk(t, dir); len(all) != 0 {
		t.Errorf("something refused was left behind: %v", all)
	}
	if got, err := s.Put(ctx, bytes.NewReader(pdf(100_000-16)), free, unnamed); err != nil || got.Size != 100_000 {
		t.Errorf("exactly the limit is taken: %+v %v", got, err)
	}
}

func TestUploadBreaksOff(t *testing.T) {
	s, _, dir := open(t, files.Limits{})
	broken := io.MultiReader(bytes.NewReader(pdf(5000)[:3000]), errReader{})
	if _, err := s.Put(ctx, broken, free, unnamed); err == nil {
		t.Error("half an upload was taken")
	}
	gone, cancel := context.WithCancel(ctx)
	if _, err := s.Put(gone, io.MultiReader(bytes.NewReader(pdf(5000)[:3000]), canceller{cancel}, bytes.NewReader(pdf(5000)[3000:])), free, unnamed); err == nil {
		t.Error("an upload of somebody who has gone away was taken")
	}
	if all := onDisk(t, dir); len(all) != 0 {
		t.Errorf("left behind: %v", all)
	}
}

type errReader struct{}

func (errReader) Read([]byte) (int, error) { return 0, errors.New("connection reset") }

type canceller struct{ cancel func() }

func (c canceller) Read([]byte) (int, error) { c.cancel(); return 0, io.EOF }

func TestBitRot(t *testing.T) {
	s, _, dir := open(t, files.Limits{})
	good, err := s.Put(ctx, bytes.NewReader(pdf(70_000)), free, unnamed)
	if err != nil {
		t.Fatal(err)
	}
	bad, err := s.Put(ctx, bytes.NewReader(pdf(80_000)), free, unnamed)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "sha256", string(bad.Hash[:2]), string(bad.Hash))
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	raw[40_000] ^= 1
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	r, _, err := s.Open(ctx, bad.Hash)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := io.ReadAll(r); !errors.Is(err, files.ErrCorrupt) {
		t.Errorf("one flipped bit: %v", err)
	}
	n, damaged, err := s.Scrub(ctx)
	if err != nil || n != 2 || len(damaged) != 1 || damaged[0] != bad.Hash {
		t.Errorf("%d read, damaged %v, %v; %s is sound", n, damaged, err, good.Hash)
	}
}

func TestNoPathGetsThrough(t *testing.T) {
	s, _, dir := open(t, files.Limits{})
	if err := os.WriteFile(filepath.Join(dir, "secret"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, h := range []files.Hash{"", "secret", "../secret", "../../secret", files.Hash(strings.Repeat("A", 64)), files.Hash(strings.Repeat("a", 63) + "/")} {
		if _, _, err := s.Open(ctx, h); !fault.Is(err, fault.NotFound) {
			t.Errorf("%q: %v", h, err)
		}
	}
}

func TestSweep(t *testing.T) {
	s, b, dir := open(t, files.Limits{})
	w, err := b.Create(ctx, "incoming/crashed", false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte("half")); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Sweep(ctx, time.Now().Add(-time.Hour)); n != 0 || err != nil {
		t.Errorf("an upload under way was swept: %d %v", n, err)
	}
	if n, err := s.Sweep(ctx, time.Now().Add(time.Hour)); n != 1 || err != nil {
		t.Errorf("%d %v", n, err)
	}
	if all := onDisk(t, dir); len(all) != 0 {
		t.Errorf("%v", all)
	}
}

func TestTheSameAtOnce(t *testing.T) {
	s, _, dir := open(t, files.Limits{})
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			if _, err := s.Put(ctx, bytes.NewReader(pdf(50_000)), free, unnamed); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if all := onDisk(t, dir); len(all) != 1 {
		t.Errorf("%v", all)
	}
	if _, damaged, err := s.Scrub(ctx); err != nil || len(damaged) != 0 {
		t.Errorf("%v %v", damaged, err)
	}
}

// A large upload takes no more memory than a small one.
func TestNotHeldInMemory(t *testing.T) {
	s, _, _ := open(t, files.Limits{MaxBytes: 1 << 30})
	body := io.MultiReader(strings.NewReader("%PDF-1.7\n"), io.LimitReader(zeros{}, 64<<20), strings.NewReader("%%EOF"))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	put, err := s.Put(ctx, body, free, unnamed)
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	bytesUsed := after.TotalAlloc - before.TotalAlloc
	if put.Size < 64<<20 {
		t.Fatalf("%+v", put)
	}
	if bytesUsed > 8<<20 {
		t.Errorf("%d bytes of memory for 64 MiB", bytesUsed)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }
