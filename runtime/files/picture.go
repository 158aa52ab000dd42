package files

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"slices"

	"banshi/runtime/base/fault"
)

// Picture is one that was made anew from an upload, as a JPEG: nothing but its pixels is left of it, no place, no time, no
// phone, no script.
type Picture struct {
	JPEG          []byte
	Width, Height int
}

// Sides of what is made anew, in pixels.
const (
	previewSide = 1600
	pageSide    = 2200 // on A4, 190 to the inch
)

// previews are kept until their content goes.
const previews = "preview/"

func previewKey(h Hash, turn int) string {
	return fmt.Sprintf("%s%s/%s.%d", previews, h[:2], h, turn)
}

// turn waits for one of few places: pictures and documents are large once unpacked.
func (s *Store) turn(ctx context.Context) (release func(), err error) {
	select {
	case s.places <- struct{}{}:
		return func() { <-s.places }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Preview gives a picture of bounded size, turned by quarters to the right. Codes: not_found (there is none of such a file,
// with the reason).
func (s *Store) Preview(ctx context.Context, f Stored, turned int) ([]byte, error) {
	turned = quarter(turned)
	if !f.Type.Picture() || !f.Hash.Valid() {
		return nil, fault.New(fault.NotFound, sayNoPreview)
	}
	raw, err := s.part(ctx, previewKey(f.Hash, turned), 0, -1)
	if err == nil || !errors.Is(err, ErrNone) {
		return raw, err
	}
	p, err := s.anew(ctx, f, turned, previewSide)
	if err != nil {
		return nil, err
	}
	// It can be made again: where it can't be kept it is only shown.
	_ = s.small(ctx, previewKey(f.Hash, turned), p.JPEG)
	return p.JPEG, nil
}

func quarter(turned int) int { return ((turned/90)%4 + 4) % 4 * 90 }

// anew decodes a picture and writes it again.
func (s *Store) anew(ctx context.Context, f Stored, turned, side int) (Picture, error) {
	release, err := s.turn(ctx)
	if err != nil {
		return Picture{}, err
	}
	defer release()
	r, _, err := s.Open(ctx, f.Hash)
	if err != nil {
		return Picture{}, err
	}
	defer r.Close()
	raw, err := io.ReadAll(r)
	if err != nil {
		return Picture{}, fmt.Errorf("files: read a picture: %w", err)
	}
	upright := 0
	if f.Type == HEIC {
		if raw, err = s.heic(ctx, raw); err != nil {
			return Picture{}, err
		}
	} else {
		upright = orientation(raw)
	}
	m, err := s.decode(raw)
	if err != nil {
		return Picture{}, fault.Wrap(err, fault.NotFound, sayNoPreview)
	}
	m = rotate(smaller(m, side), upright, turned)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 82}); err != nil {
		return Picture{}, fmt.Errorf("files: write a picture: %w", err)
	}
	return Picture{b.Bytes(), m.Bounds().Dx(), m.Bounds().Dy()}, nil
}

// decode unpacks a picture whose size was looked at first. A decoder that stumbles over what it reads stops nothing else.
func (s *Store) decode(raw []byte) (m image.Image, err error) {
	defer func() {
		if p := recover(); p != nil {
			m, err = nil, fmt.Errorf("decode a picture: %v", p)
		}
	}()
	c, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	if !s.fits(c) {
		return nil, fmt.Errorf("a picture of %d × %d pixels", c.Width, c.Height)
	}
	m, _, err = image.Decode(bytes.NewReader(raw))
	return m, err
}

// smaller is a picture whose longer side is at most that long, on white: each pixel is the mean of those that it stands for.
func smaller(m image.Image, side int) *image.RGBA {
	b := m.Bounds()
	w, h := b.Dx(), b.Dy()
	if longest := max(w, h); longest > side {
		w, h = max(1, w*side/longest), max(1, h*side/longest)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		y0, y1 := b.Min.Y+y*b.Dy()/h, b.Min.Y+max((y+1)*b.Dy()/h, y*b.Dy()/h+1)
		for x := range w {
			x0, x1 := b.Min.X+x*b.Dx()/w, b.Min.X+max((x+1)*b.Dx()/w, x*b.Dx()/w+1)
			var r, g, bl, n uint64
			for sy := y0; sy < y1; sy++ {
				for sx := x0; sx < x1; sx++ {
					pr, pg, pb, pa := m.At(sx, sy).RGBA()
					white := uint64(0xffff - pa)
					r, g, bl, n = r+uint64(pr)+white, g+uint64(pg)+white, bl+uint64(pb)+white, n+1
				}
			}
			out.SetRGBA(x, y, color.RGBA{uint8(r / n >> 8), uint8(g / n >> 8), uint8(bl / n >> 8), 255})
		}
	}
	return out
}

// rotate brings a picture upright as its camera says (1 to 8 of EXIF), and then turns it to the right.
func rotate(m *image.RGBA, exif, turned int) *image.RGBA {
	mirrored := exif == 2 || exif == 4 || exif == 5 || exif == 7
	turned = (turned + map[int]int{3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270}[exif]) % 360
	if !mirrored && turned == 0 {
		return m
	}
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	size := image.Rect(0, 0, w, h)
	if turned%180 != 0 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			fx := x
			if mirrored {
				fx = w - 1 - x
			}
			tx, ty := fx, y
			switch turned {
			case 90:
				tx, ty = h-1-y, fx
			case 180:
				tx, ty = w-1-fx, h-1-y
			case 270:
				tx, ty = y, w-1-fx
			}
			out.SetRGBA(tx, ty, m.RGBAAt(x, y))
		}
	}
	return out
}

// orientation is how a camera was held, of EXIF in a JPEG: 1 to 8, 0 where nothing says so.
func orientation(raw []byte) int {
	for at := 2; at+4 <= len(raw) && raw[at] == 0xff; {
		size := int(binary.BigEndian.Uint16(raw[at+2:]))
		if raw[at+1] == 0xda || size < 2 || at+2+size > len(raw) {
			return 0
		}
		if part := raw[at+4 : at+2+size]; raw[at+1] == 0xe1 && bytes.HasPrefix(part, []byte("Exif\x00\x00")) {
			return tiffOrientation(part[6:])
		}
		at += 2 + size
	}
	return 0
}

func tiffOrientation(t []byte) int {
	if len(t) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if t[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(t[4:]))
	if at+2 > int64(len(t)) {
		return 0
	}
	n := int64(order.Uint16(t[at:]))
	for i := range n {
		e := at + 2 + 12*i
		if e+12 > int64(len(t)) {
			return 0
		}
		if v := int(order.Uint16(t[e+8:])); order.Uint16(t[e:]) == 0x0112 && v >= 1 && v <= 8 {
			return v
		}
	}
	return 0
}

// Turns that a picture may have.
func ValidTurn(turned int) bool { return slices.Contains([]int{0, 90, 180, 270}, turned) }
