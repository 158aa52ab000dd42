package files_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banshi/runtime/base/fault"
	"banshi/runtime/files"
)

// quarters is a picture whose corners differ: red, green; blue, white.
func quarters(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{255, 255, 255, 255}
			switch {
			case y < h/2 && x < w/2:
				c = color.RGBA{255, 0, 0, 255}
			case y < h/2:
				c = color.RGBA{0, 255, 0, 255}
			case x < w/2:
				c = color.RGBA{0, 0, 255, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

// corners names the colours of the corners, from the upper left one to the right and down.
func corners(m image.Image) string {
	b := m.Bounds()
	out := ""
	for _, p := range []image.Point{{b.Min.X + 2, b.Min.Y + 2}, {b.Max.X - 3, b.Min.Y + 2}, {b.Min.X + 2, b.Max.Y - 3}, {b.Max.X - 3, b.Max.Y - 3}} {
		r, g, bl, _ := m.At(p.X, p.Y).RGBA()
		switch {
		case r > 0xc000 && g > 0xc000 && bl > 0xc000:
			out += "w"
		case r > 0xc000:
			out += "r"
		case g > 0xc000:
			out += "g"
		case bl > 0xc000:
			out += "b"
		default:
			out += "?"
		}
	}
	return out
}

// secret is what EXIF holds here: a maker, a place.
const secret = "SECRET-CAMERA-GPS-23.0288N-113.1435E"

// photo is a JPEG with EXIF: how the camera was held, and the secret.
func photo(t *testing.T, m image.Image, orientation uint16) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	tiff := []byte("MM\x00\x2a\x00\x00\x00\x08\x00\x02")
	put := func(tag, kind uint16, n uint32, value []byte) {
		tiff = binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(tiff, tag), kind)
		tiff = append(binary.BigEndian.AppendUint32(tiff, n), value...)
	}
	put(0x010f, 2, uint32(len(secret)), []byte{0, 0, 0, 38})
	put(0x0112, 3, 1, []byte{0, byte(orientation), 0, 0})
	tiff = append(append(tiff, 0, 0, 0, 0), secret...)
	app := append([]byte("Exif\x00\x00"), tiff...)
	segment := append([]byte{0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(app)+2))...)
	return append(append(append([]byte{0xff, 0xd8}, segment...), app...), b.Bytes()[2:]...)
}

func put(t *testing.T, s *files.Store, content []byte) files.Stored {
	t.Helper()
	got, err := s.Put(ctx, bytes.NewReader(content), free, unnamed)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestPreview(t *testing.T) {
	s, _, dir := open(t, files.Limits{})
	original := photo(t, quarters(2400, 1200), 1)
	if !bytes.Contains(original, []byte(secret)) {
		t.Fatal("the test plants nothing")
	}
	got := put(t, s, original)
	raw, err := s.Preview(ctx, got, 0)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(raw, []byte("SECRET")) || bytes.Contains(raw, []byte("Exif")) {
		t.Error("what the camera wrote is in the preview")
	}
	m, err := jpeg.Decode(bytes.NewReader(raw))
	if err != nil || m.Bounds().Dx() != 1600 || m.Bounds().Dy() != 800 || corners(m) != "rgbw" {
		t.Errorf("%v %s %v", m.Bounds(), corners(m), err)
	}
	if again, err := s.Preview(ctx, got, 0); err != nil || !bytes.Equal(again, raw) {
		t.Error("another one", err)
	}
	// The original stays as it came; with it goes what was made of it.
	if n := len(onDisk(t, dir)); n != 2 {
		t.Errorf("%d files", n)
	}
	if err := s.Drop(ctx, []files.Hash{got.Hash}, (&names{held: map[files.Hash]bool{}}).named); err != nil || len(onDisk(t, dir)) != 0 {
		t.Errorf("%v, left %v", err, onDisk(t, dir))
	}
}

// A picture stands upright as its camera says, and then as it was turned.
func TestWhichWayUp(t *testing.T) {
	s, _, _ := open(t, files.Limits{})
	for orientation, want := range map[uint16]string{1: "rgbw", 2: "grwb", 3: "wbgr", 4: "bwrg", 5: "rbgw", 6: "brwg", 7: "wgbr", 8: "gwrb"} {
		got := put(t, s, photo(t, quarters(80, 40), orientation))
		raw, err := s.Preview(ctx, got, 0)
		if err != nil {
			t.Fatal(err)
		}
		if m, err := jpeg.Decode(bytes.NewReader(raw)); err != nil || corners(m) != want {
			t.Errorf("held as %d: %s, want %s (%v)", orientation, corners(m), want, err)
		}
	}
	got := put(t, s, photo(t, quarters(80, 40), 1))
	for turn, want := range map[int]string{90: "brwg", 180: "wbgr", 270: "gwrb", 360: "rgbw"} {
		raw, err := s.Preview(ctx, got, turn)
		if err != nil {
			t.Fatal(err)
		}
		if m, err := jpeg.Decode(bytes.NewReader(raw)); err != nil || corners(m) != want {
			t.Errorf("turned by %d: %s, want %s (%v)", turn, corners(m), want, err)
		}
	}
}

func TestNoPreview(t *testing.T) {
	s, _, _ := open(t, files.Limits{})
	for name, content := range map[string][]byte{"pdf": pdf(10), "half a picture": picture(t, 400, 400, png.Encode)[:80],
		"heic without a converter": append([]byte("\x00\x00\x00\x18ftypheic"), make([]byte, 50)...)} {
		if _, err := s.Preview(ctx, put(t, s, content), 0); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestHEIC(t *testing.T) {
	converter := files.Converter()
	if converter == "" {
		t.Skip("SKIPPED, and so not shown: heif-convert is not installed (libheif-examples)")
	}
	if _, err := exec.LookPath("heif-enc"); err != nil {
		t.Skip("SKIPPED, and so not shown: heif-enc is not installed (libheif-examples)")
	}
	dir, own := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", own) // others leave things in everybody's folder
	var b bytes.Buffer
	if err := png.Encode(&b, quarters(640, 320)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+"/a.png", b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("heif-enc", "-q", "90", "-o", dir+"/a.heic", dir+"/a.png").CombinedOutput(); err != nil {
		t.Skipf("SKIPPED, and so not shown: heif-enc: %v %s", err, out)
	}
	content, err := os.ReadFile(dir + "/a.heic")
	if err != nil {
		t.Fatal(err)
	}
	s, _, _ := open(t, files.Limits{Converter: converter})
	got := put(t, s, content)
	if got.Type != files.HEIC {
		t.Fatalf("it is %s", got.Type)
	}
	raw, err := s.Preview(ctx, got, 90)
	if err != nil {
		t.Fatal(err)
	}
	if m, err := jpeg.Decode(bytes.NewReader(raw)); err != nil || corners(m) != "brwg" || m.Bounds().Dx() != 320 {
		t.Errorf("%v %s %v", m.Bounds(), corners(m), err)
	}
	if left, _ := filepath.Glob(filepath.Join(own, "*")); len(left) != 0 {
		t.Errorf("left in the folder for temporary files: %v", left)
	}
	// What is no picture after its first bytes, and what takes for ever, ends; the file itself stays.
	broken := put(t, s, append(bytes.Clone(content[:40]), make([]byte, 3000)...))
	if _, err := s.Preview(ctx, broken, 0); !fault.Is(err, fault.NotFound) {
		t.Errorf("%v", err)
	}
	for name, script := range map[string]string{"memory": "head -c 2000000000 /dev/zero | tail -c 1900000000 >/dev/null", "disk": "head -c 100000000 /dev/zero >a.jpg", "fails": "exit 3"} {
		hostile := filepath.Join(dir, name)
		if err := os.WriteFile(hostile, []byte("#!/bin/sh\nset -e\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		s, _, _ := open(t, files.Limits{Converter: hostile})
		if _, err := s.Preview(ctx, put(t, s, content), 0); !fault.Is(err, fault.NotFound) {
			t.Errorf("a converter that takes too much %s: %v", name, err)
		}
	}
}

func TestPicturesToPDF(t *testing.T) {
	s, _, _ := open(t, files.Limits{})
	sheets := []files.Sheet{{Stored: put(t, s, photo(t, quarters(800, 400), 6))}, {Stored: put(t, s, photo(t, quarters(400, 800), 1)), Turn: 90}}
	raw, err := s.PDFOf(ctx, "营业执照", sheets, time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(raw), "SECRET") || strings.Count(string(raw), "/Type /Page ") != 2 {
		t.Error("what the camera wrote is in it, or not two pages")
	}
	if again, err := s.PDFOf(ctx, "营业执照", sheets, time.Unix(0, 0)); err != nil || !bytes.Equal(raw, again) {
		t.Error("the same pictures gave other bytes", err)
	}
	if got := put(t, s, raw); got.Type != files.PDF {
		t.Errorf("our own PDF is %s to us", got.Type)
	}
	if _, err := s.PDFOf(ctx, "", []files.Sheet{{Stored: put(t, s, pdf(10))}}, time.Unix(0, 0)); !fault.Is(err, fault.Invalid) {
		t.Errorf("%v", err)
	}
}
