package db

import (
	"context"
	"reflect"
	"sync"
)

// Beside is one value of its type for all who work on the same database: what is kept in memory of it. It begins empty.
func Beside[T any](d *DB) *T {
	v, _ := d.beside.LoadOrStore(reflect.TypeFor[T](), new(T))
	t, _ := v.(*T)
	return t
}

// Kept is what was read and stays true until the next writer of the same says Change. It is for who has the database for
// himself: where others write, too (Shared), nothing is kept.
type Kept[K comparable, V any] struct {
	mu    sync.Mutex
	round int64
	m     map[K]V
}

// mostKept is how much is kept of one kind.
const mostKept = 1 << 14

// Get gives what is kept of a key. After reading it anew, pass round to Put.
func (k *Kept[K, V]) Get(key K) (v V, ok bool, round int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	v, ok = k.m[key]
	return v, ok, k.round
}

// Put keeps what was read, unless that changed since Get.
func (k *Kept[K, V]) Put(key K, v V, round int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if round != k.round {
		return
	}
	if k.m == nil || len(k.m) >= mostKept {
		k.m = map[K]V{}
	}
	k.m[key] = v
}

// Change forgets all once the transaction of ctx has ended, before its writer is told so.
func (k *Kept[K, V]) Change(ctx context.Context) {
	if in, ok := ctx.Value(inTx{}).(*inside); ok && in.together != nil {
		in.together.after = append(in.together.after, k.forget)
	}
}

func (k *Kept[K, V]) forget() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.round++
	k.m = nil
}
