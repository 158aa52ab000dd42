package files_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"banshi/runtime/base/fault"
	"banshi/runtime/files"
)

func deflated(text string) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write([]byte(text))
	_ = z.Close()
	return b.Bytes()
}

// holding is a PDF with these words in its catalogue.
func holding(words string) []byte {
	return []byte("%PDF-1.7\n1 0 obj\n<</Type/Catalog " + words + ">>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
}

// packedObjects is a PDF with objects packed in a stream.
func packedObjects(text string) []byte {
	raw := deflated(text)
	return []byte(fmt.Sprintf("%%PDF-1.7\n1 0 obj\n<</Type/ObjStm /N 1 /First 4 /Filter/FlateDecode /Length %d>>\nstream\r\n%s\nendstream\nendobj\n%%%%EOF\n", len(raw), raw))
}

// packedAs is a PDF with packed objects, by filters of its own words.
func packedAs(words string, raw []byte) []byte {
	return []byte(fmt.Sprintf("%%PDF-1.7\n1 0 obj\n<</Type/ObjStm /N 1 /First 4 %s /Length %d>>\nstream\r\n%s\nendstream\nendobj\n%%%%EOF\n", words, len(raw), raw))
}

// hexed, in85 and inRuns code as the filters of PDF do.
func hexed(raw []byte) []byte { return []byte(strings.ToUpper(hex.EncodeToString(raw)) + ">") }

func in85(raw []byte) []byte {
	var b bytes.Buffer
	w := ascii85.NewEncoder(&b)
	_, _ = w.Write(raw)
	_ = w.Close()
	return append(b.Bytes(), "~>"...)
}

func inRuns(raw []byte) []byte {
	var out []byte
	for part := range slices.Chunk(raw, 100) {
		out = append(append(out, byte(len(part)-1)), part...)
	}
	return append(out, 128)
}

// wide is a PNG that says how large it is and has nothing behind that.
func wide(w, h uint32) []byte {
	head := append([]byte("IHDR"), binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)...)
	head = append(head, 8, 2, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(head))
}

type entry struct {
	name string
	mode fs.FileMode
	text string
}

func zipped(t *testing.T, list ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range list {
		h := &zip.FileHeader{Name: e.name, Method: zip.Deflate}
		h.SetMode(0o644 | e.mode)
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write([]byte(e.text))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The corpus is made here, so that everybody sees what is in it: each file, and what is said of it ("": it is taken).
func TestHostileFiles(t *testing.T) {
	ofd := entry{name: "OFD.xml", text: "<ofd:OFD/>"}
	jpg, small := picture(t, 40, 30, asJPG), picture(t, 40, 30, png.Encode)
	deep := bytes.Buffer{}
	if err := png.Encode(&deep, image.NewNRGBA64(image.Rect(0, 0, 900, 900))); err != nil {
		t.Fatal(err)
	}
	archive := zipped(t, entry{name: "a.txt", text: "x"})
	const other, two, script, locked, unsafe, bomb, damaged, oddly = "不接受这种文件", "藏着一个压缩包", "带有脚本", "加了密", "带有不该有的内容", "解开后太大", "已损坏", "打不开检查"
	const does = "<</S/JavaScript/JS(app.alert(1))>>"
	cases := map[string]struct {
		content []byte
		say     string
	}{
		"program":                            {append([]byte("MZ\x90\x00"), make([]byte, 300)...), other},
		"elf":                                {append([]byte("\x7fELF"), make([]byte, 300)...), other},
		"html":                               {[]byte("<!doctype html><script>alert(1)</script>"), other},
		"html called a picture":              {[]byte("<html><img src=x onerror=alert(1)></html>"), other},
		"svg":                                {[]byte(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), other},
		"gif":                                {append([]byte("GIF89a"), make([]byte, 50)...), other},
		"webp":                               {append([]byte("RIFF\x00\x00\x00\x00WEBP"), make([]byte, 50)...), other},
		"script":                             {[]byte("#!/bin/sh\nrm -rf /\n"), other},
		"rar":                                {append([]byte("Rar!\x1a\x07\x01\x00"), make([]byte, 50)...), other},
		"7z":                                 {append([]byte("7z\xbc\xaf\x27\x1c"), make([]byte, 50)...), other},
		"gzip":                               {append([]byte("\x1f\x8b\x08"), make([]byte, 50)...), other},
		"mp4":                                {append([]byte("\x00\x00\x00\x18ftypisom"), make([]byte, 50)...), other},
		"old office":                         {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 50)...), other},
		"nul bytes":                          {make([]byte, 1000), other},
		"zip":                                {archive, "压缩包，不是 OFD"},
		"docx":                               {zipped(t, entry{name: "word/document.xml", text: "x"}), "压缩包，不是 OFD"},
		"jar":                                {zipped(t, entry{name: "META-INF/MANIFEST.MF", text: "x"}), "压缩包，不是 OFD"},
		"broken zip":                         {archive[:len(archive)-10], damaged},
		"jpg with a jar behind":              {append(bytes.Clone(jpg), archive...), two},
		"png with a zip behind":              {append(bytes.Clone(small), archive...), two},
		"pdf with a zip behind":              {append(pdf(100), archive...), two},
		"pdf, half of it":                    {pdf(5000)[:3000], damaged},
		"png of another kind":                {append(bytes.Clone(small[:8]), jpg...), damaged},
		"jpg of three bytes":                 {[]byte("\xff\xd8\xff"), damaged},
		"64k by 64k":                         {wide(65535, 65535), "像素太多"},
		"no pixels":                          {wide(0, 10), damaged},
		"16 bits a colour":                   {deep.Bytes(), "像素太多"}, // of a store that takes 1,000,000 pixels
		"pdf javascript":                     {holding("/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), script},
		"pdf javascript, hidden":             {holding("/OpenAction<</S/J#61vaScript/#4a#53(app.alert(1))>>"), script},
		"pdf javascript, packed":             {packedObjects("1 0 <</S/JavaScript/JS(app.alert(1))>>"), script},
		"pdf javascript, packed in nothing":  {packedAs("", []byte("1 0 "+does)), script},
		"pdf javascript, packed as hex":      {packedAs("/Filter/ASCIIHexDecode", hexed([]byte("1 0 "+does))), script},
		"pdf javascript, packed as 85":       {packedAs("/Filter [/ASCII85Decode]", in85([]byte("1 0 "+does))), script},
		"pdf javascript, packed in runs":     {packedAs("/Filter/RunLengthDecode", inRuns([]byte("1 0 "+does))), script},
		"pdf javascript, packed twice":       {packedAs("/Filter[/ASCIIHexDecode /FlateDecode]", hexed(deflated("1 0 "+does))), script},
		"pdf javascript, packed three times": {packedAs("/Filter[/A85/AHx/Fl]", in85(hexed(deflated("1 0 "+does)))), script},
		"pdf javascript, filter in disguise": {packedAs("/F#69lter/ASCII#48exDecode", hexed([]byte("1 0 "+does))), script},
		"pdf javascript, with a comment":     {holding("/OpenAction<</S/JavaScript%x\n/JS%y\n(app.alert(1))>>"), script},
		"pdf launch, packed":                 {packedAs("/Filter/ASCIIHexDecode", hexed([]byte("1 0 <</S/Launch/F(cmd.exe)>>"))), script},
		"pdf attachment, packed":             {packedAs("/Filter/ASCIIHexDecode", hexed([]byte("1 0 <</Type/EmbeddedFile>>"))), script},
		"pdf packed by a word of its own":    {packedAs("/Filter/LZWDecode", []byte("whatever")), oddly},
		"pdf packed by a reference":          {packedAs("/Filter 7 0 R", []byte("whatever")), oddly},
		"pdf packed by two words":            {packedAs("/Filter/FlateDecode/Filter/ASCIIHexDecode", hexed([]byte(does))), oddly},
		"pdf packed with a comment":          {packedAs("/Filter%x\n/ASCIIHexDecode", hexed([]byte(does))), oddly},
		"pdf packed by prediction":           {packedAs("/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>", deflated(does)), oddly},
		"pdf bomb, packed twice":             {packedAs("/Filter[/ASCIIHexDecode/FlateDecode]", hexed(deflated(strings.Repeat("0", 100<<20)))), bomb},
		"pdf launch":                         {holding("/AA<</O<</S/Launch/F(cmd.exe)>>>>"), script},
		"pdf attachment":                     {holding("/Names<</EmbeddedFiles 5 0 R>>"), script},
		"pdf form that sends":                {holding("/A<</S/SubmitForm/F(http://x)>>"), script},
		"pdf xfa":                            {holding("/AcroForm<</XFA 9 0 R>>"), script},
		"pdf rich media":                     {holding("/Subtype/RichMedia "), script},
		"pdf encrypted":                      {[]byte("%PDF-1.7\ntrailer<</Root 1 0 R/Encrypt 5 0 R>>\n%%EOF\n"), locked},
		"pdf bomb":                           {packedObjects(strings.Repeat("0", 100<<20)), bomb},
		"ofd that climbs":                    {zipped(t, ofd, entry{name: "../../etc/cron.d/x", text: "x"}), unsafe},
		"ofd that climbs, inside":            {zipped(t, ofd, entry{name: "a/../../x", text: "x"}), unsafe},
		"ofd from the root":                  {zipped(t, ofd, entry{name: "/etc/passwd", text: "x"}), unsafe},
		"ofd of windows":                     {zipped(t, ofd, entry{name: `..\..\x`, text: "x"}), unsafe},
		"ofd of a drive":                     {zipped(t, ofd, entry{name: `c:x`, text: "x"}), unsafe},
		"ofd with a link":                    {zipped(t, ofd, entry{name: "link", mode: fs.ModeSymlink, text: "/etc/passwd"}), unsafe},
		"ofd with a program":                 {zipped(t, ofd, entry{name: "Doc_0/a.EXE", text: "MZ"}), unsafe},
		"ofd with a page":                    {zipped(t, ofd, entry{name: "Doc_0/a.html", text: "<script>"}), unsafe},
		"ofd with an archive":                {zipped(t, ofd, entry{name: "Doc_0/a.zip", text: "PK"}), unsafe},
		"ofd bomb":                           {zipped(t, ofd, entry{name: "Doc_0/a", text: strings.Repeat("0", 20<<20)}), bomb},

		// What honest people send.
		"pdf":                                {pdf(100), ""},
		"pdf with packed objects":            {packedObjects("1 0 <</Type/Page/Contents 5 0 R>>"), ""},
		"pdf with objects packed as hex":     {packedAs("/Filter/ASCIIHexDecode", hexed([]byte("1 0 <</Type/Page/Contents 5 0 R>>"))), ""},
		"pdf with objects packed in nothing": {packedAs("", []byte("1 0 <</Type/Page/Contents 5 0 R>>")), ""},
		"pdf whose text speaks of it":        {holding("/Title(about JavaScript and /JSON files)"), ""},
		"pdf with a stream of words":         {[]byte("%PDF-1.4\n4 0 obj<</Length 20>>stream\n/JavaScript /Launch \nendstream endobj\n%%EOF\n"), ""},
		"jpg with a film behind (phones do)": {append(bytes.Clone(jpg), "\x00\x00\x00\x18ftypmp42 and the rest of it"...), ""},
		"heic":                               {append([]byte("\x00\x00\x00\x18ftypheic"), make([]byte, 50)...), ""},
		"heif of another brand":              {append([]byte("\x00\x00\x00\x18ftypmif1"), make([]byte, 50)...), ""},
		"ofd":                                {zipped(t, ofd, entry{name: "Doc_0/Res/图片1.jpg", text: "x"}, entry{name: "Doc_0/Pages/Page_0/Content.xml", text: "x"}), ""},
	}
	for brand := range strings.FieldsSeq("heix heim heis hevc msf1") {
		cases["heif "+brand] = struct {
			content []byte
			say     string
		}{append([]byte("\x00\x00\x00\x18ftyp"+brand), make([]byte, 50)...), ""}
	}
	for name, c := range cases {
		s, _, dir := open(t, files.Limits{MaxPixels: 1_000_000})
		got, err := s.Put(ctx, bytes.NewReader(c.content), free, unnamed)
		if c.say == "" {
			if err != nil {
				t.Errorf("%s: refused: %v", name, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), c.say) || fault.CodeOf(err) != fault.Invalid && fault.CodeOf(err) != fault.TooLarge {
			t.Errorf("%s: %v (%+v), want %q", name, err, got, c.say)
		}
		if left := onDisk(t, dir); len(left) != 0 {
			t.Errorf("%s: left %v", name, left)
		}
	}
	t.Logf("%d files", len(cases))
}
