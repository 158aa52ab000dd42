package files

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// Clamd asks a clamd for viruses, by INSTREAM. It keeps no connection.
type Clamd struct {
	network, address string
	limit            time.Duration // for one file
}

var _ Scanner = (*Clamd)(nil)

// At is where it listens: the network (unix, tcp) and the address there.
func (c *Clamd) At() (network, address string) { return c.network, c.address }

// ParseClamd reads where one listens: unix:/run/clamav/clamd.ctl or tcp:host:port.
func ParseClamd(at string) (*Clamd, error) {
	network, address, ok := strings.Cut(at, ":")
	if !ok || network != "unix" && network != "tcp" || address == "" {
		return nil, fmt.Errorf("files: clamd is named as unix:/path or tcp:host:port, not %q", at)
	}
	return &Clamd{network: network, address: address, limit: time.Minute}, nil
}

// piecesOf is how much goes to clamd at a time.
const piecesOf = 64 << 10

// ErrTooLargeToScan says that clamd takes no file of this size: its StreamMaxLength is less than what may be uploaded.
var ErrTooLargeToScan = errors.New("clamd takes no file of this size: raise StreamMaxLength")

// Scan sends what body gives, and says what was found; "" nothing. An error says that nobody knows.
func (c *Clamd) Scan(ctx context.Context, body io.Reader) (found string, err error) {
	ctx, cancel := context.WithTimeout(ctx, c.limit)
	defer cancel()
	var d net.Dialer
	conn, err := d.DialContext(ctx, c.network, c.address)
	if err != nil {
		return "", fmt.Errorf("files: reach clamd: %w", err)
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	sent := send(conn, body)
	// Where clamd has broken off it has said why; that counts, not that we could not send on.
	answer, err := bufio.NewReader(io.LimitReader(conn, 4096)).ReadString(0)
	if err != nil && answer == "" {
		return "", fmt.Errorf("files: ask clamd: %w", errors.Join(ctx.Err(), sent, err))
	}
	answer = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(answer, "stream: "), "\x00"))
	switch {
	case strings.HasSuffix(answer, " FOUND"):
		return strings.TrimSuffix(answer, " FOUND"), nil
	case strings.Contains(answer, "size limit exceeded"):
		return "", ErrTooLargeToScan
	case answer == "OK" && sent == nil:
		return "", nil
	}
	return "", fmt.Errorf("files: ask clamd: it said %q", answer)
}

// send writes the command, then pieces that each say how long they are, and an empty one at the end.
func send(w io.Writer, body io.Reader) error {
	if _, err := io.WriteString(w, "zINSTREAM\x00"); err != nil {
		return err
	}
	piece := make([]byte, 4+piecesOf)
	for {
		n, err := io.ReadFull(body, piece[4:])
		if n > 0 {
			binary.BigEndian.PutUint32(piece, uint32(n))
			if _, err := w.Write(piece[:4+n]); err != nil {
				return err
			}
		}
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			_, err = w.Write([]byte{0, 0, 0, 0})
			return err
		}
		if err != nil {
			return err
		}
	}
}
