package audit

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/uptrace/bun"
	"golang.org/x/mod/sumdb/note"

	"banshi/runtime/base/db"
)

// Key signs heads of the tree (Ed25519). Its name is the origin of the trail: hall.example/audit.
type Key struct {
	signer note.Signer
	public string
}

// MakeKey gives a new key and its public half, as they are written down.
func MakeKey(name string) (private, public string, err error) {
	return note.GenerateKey(rand.Reader, name)
}

// ParseKey reads what MakeKey gave.
func ParseKey(private string) (Key, error) {
	private = strings.TrimSpace(private)
	signer, err := note.NewSigner(private)
	if err != nil {
		return Key{}, errors.New("audit: that is no key to sign with")
	}
	public, err := publicOf(private)
	return Key{signer, public}, err
}

// publicOf signs something to see that both halves belong together, and gives the public one.
func publicOf(private string) (string, error) {
	// PRIVATE+KEY+<name>+<hash>+<key data>: an algorithm byte, and the seed.
	parts := strings.SplitN(private, "+", 5)
	if len(parts) != 5 {
		return "", errors.New("audit: that is no key to sign with")
	}
	raw, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil || len(raw) != 1+seedSize {
		return "", errors.New("audit: that is no key to sign with")
	}
	return note.NewEd25519VerifierKey(parts[2], publicHalf(raw[1:]))
}

// Public is what others check by.
func (k Key) Public() string { return k.public }

// Signed is a head of the tree: what is kept elsewhere shows later that nothing before it was changed or cut off.
type Signed struct {
	Origin string
	Size   int64
	Root   []byte
}

// sign makes the note of a head (C2SP tlog-checkpoint).
func (k Key) sign(size int64, root []byte) (string, error) {
	text := fmt.Sprintf("%s\n%d\n%s\n", k.signer.Name(), size, base64.StdEncoding.EncodeToString(root))
	out, err := note.Sign(&note.Note{Text: text}, k.signer)
	return string(out), err
}

// ErrSignature: no key that is known has signed it, or it was changed since.
var ErrSignature = errors.New("audit: the checkpoint is signed by no key that is known")

// OpenCheckpoint reads a signed note, by public keys of which one must have signed it. Without any key its signature is
// not looked at.
func OpenCheckpoint(text string, public ...string) (Signed, error) {
	if !strict(text) {
		return Signed{}, errors.New("audit: that is no checkpoint")
	}
	if len(public) == 0 {
		body, _, ok := strings.Cut(text, "\n\n")
		if !ok {
			return Signed{}, errors.New("audit: that is no checkpoint")
		}
		return readCheckpoint(body + "\n")
	}
	var known []note.Verifier
	for _, p := range public {
		v, err := note.NewVerifier(strings.TrimSpace(p))
		if err != nil {
			return Signed{}, errors.New("audit: that is no public key")
		}
		known = append(known, v)
	}
	n, err := note.Open([]byte(text), note.VerifierList(known...))
	if err != nil {
		return Signed{}, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	s, err := readCheckpoint(n.Text)
	if err == nil && s.Origin != n.Sigs[0].Name {
		err = ErrSignature
	}
	return s, err
}

// strict: no bit of a signature or root is left over that means nothing, so that each one that is flipped is found.
func strict(text string) bool {
	for _, line := range strings.Split(text, "\n") {
		word := line[strings.LastIndex(line, " ")+1:]
		if strings.HasPrefix(line, "— ") || strings.HasSuffix(line, "=") {
			if _, err := base64.StdEncoding.Strict().DecodeString(word); err != nil {
				return false
			}
		}
	}
	return true
}

func readCheckpoint(body string) (Signed, error) {
	lines := strings.Split(body, "\n")
	if len(lines) != 4 || lines[0] == "" || lines[3] != "" {
		return Signed{}, errors.New("audit: that is no checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	root, rootErr := base64.StdEncoding.DecodeString(lines[2])
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] || rootErr != nil || len(root) != hasher.Size() {
		return Signed{}, errors.New("audit: that is no checkpoint")
	}
	return Signed{lines[0], size, root}, nil
}

// checkpointRow is a head as it is stored.
type checkpointRow struct {
	bun.BaseModel `bun:"table:audit_checkpoints,alias:c"`

	Size  int64 `bun:",pk"`
	Note  string
	Nodes string
}

// LatestCheckpoint is the last signed head; "" where there is none yet.
func LatestCheckpoint(ctx context.Context, q bun.IDB) (text string, size int64, err error) {
	r, err := latestCheckpoint(ctx, q)
	return r.Note, r.Size, err
}

func latestCheckpoint(ctx context.Context, q bun.IDB) (r checkpointRow, err error) {
	err = q.NewSelect().Model(&r).OrderExpr("c.size DESC").Limit(1).Scan(ctx)
	if db.IsNone(err) {
		return checkpointRow{}, nil
	}
	return r, err
}

// thinned is how many places lie between two heads that stay.
const thinned = 4096

// keepCheckpoint signs the tree as it stands, in the place of the head before, unless that one stays.
func keepCheckpoint(ctx context.Context, tx bun.Tx, k Key, t *tree, before int64) error {
	root, err := t.root()
	if err != nil {
		return err
	}
	text, err := k.sign(t.size(), root)
	if err != nil {
		return err
	}
	if before/thinned == t.size()/thinned {
		if _, err := tx.NewDelete().Model((*checkpointRow)(nil)).Where("size = ?", before).Exec(ctx); err != nil {
			return err
		}
	}
	_, err = tx.NewInsert().Model(&checkpointRow{Size: t.size(), Note: text, Nodes: t.nodes()}).Exec(ctx)
	return err
}

// sound holds the head against the tree that is stored with it, and against the key where it was signed by this one.
func (r checkpointRow) sound(k Key, t *tree) error {
	s, err := OpenCheckpoint(r.Note)
	if err != nil {
		return err
	}
	root, err := t.root()
	if err != nil {
		return err
	}
	if s.Size != r.Size || !bytes.Equal(s.Root, root) {
		return fmt.Errorf("audit: the checkpoint at %d is not of the tree that stands beside it", r.Size)
	}
	v, err := note.NewVerifier(k.public)
	if err != nil {
		return err
	}
	var unknown *note.UnverifiedNoteError // another key's: verify tells by which keys it may be
	if _, err := note.Open([]byte(r.Note), note.VerifierList(v)); err != nil && !errors.As(err, &unknown) {
		return fmt.Errorf("audit: the checkpoint at %d: %w", r.Size, err)
	}
	return nil
}
