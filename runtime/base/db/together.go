package db

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"
)

// Together sends writes that need no answer of their own in one go: each way to a server and back takes its time, and
// others may wait for a row that tx holds. All of them are written, or the error of the first that isn't comes out.
func Together(ctx context.Context, tx bun.Tx, writes ...fmt.Stringer) error {
	texts := make([]string, len(writes))
	for i, w := range writes {
		texts[i] = w.String()
	}
	_, err := tx.Tx.ExecContext(ctx, strings.Join(texts, ";\n"))
	return err
}
