package table_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"banshi/engine/record"
	"banshi/runtime/sharing"
	"banshi/runtime/sharing/sharingtest"
	"banshi/runtime/sharing/table"
	"banshi/runtime/sharing/wire"
)

// TestSuite: a table is a source like others, whatever keeps its rows does.
func TestSuite(t *testing.T) {
	sharingtest.Run(t, sharingtest.Kind{Seeks: true, Open: func(_ *testing.T, w sharingtest.World) (sharing.Driver, func(sharingtest.World)) {
		var mu sync.Mutex
		rows := func(ctx context.Context) ([]record.Row, error) {
			mu.Lock()
			now := w
			mu.Unlock()
			if now.Drip {
				now.Delay = time.Hour
			}
			if now.Delay > 0 {
				select {
				case <-time.After(now.Delay):
				case <-ctx.Done():
					return nil, ctx.Err()
				}
			}
			if now.Down {
				return nil, errors.New("no database")
			}
			return wire.Decode(strings.NewReader(now.Body), strings.HasPrefix(now.ID, "licences/"))
		}
		return table.New("catalogue "+w.ID, rows), func(to sharingtest.World) {
			mu.Lock()
			defer mu.Unlock()
			w = to
		}
	}})
}
