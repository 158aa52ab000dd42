package store_test

import (
	"os"
	"testing"

	"banshi/runtime/base/db/dbtest"
)

func TestMain(m *testing.M) { os.Exit(dbtest.Main(m)) }
