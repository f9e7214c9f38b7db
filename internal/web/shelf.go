package web

import (
	"container/list"
	"iter"
	"maps"
	"sync"
)

// shelf keeps what was asked for last, within so many bytes. The zero value is
// empty; it is safe for many at once.
type shelf[V any] struct {
	lock  sync.Mutex
	used  int
	order list.List // the one asked for last in front
	at    map[string]*list.Element
}

// shelved is one thing on a shelf.
type shelved[V any] struct {
	key   string
	thing V
	size  int
}

// take finds a thing.
func (s *shelf[V]) take(key string) (thing V, ok bool) {
	s.lock.Lock()
	defer s.lock.Unlock()
	e, ok := s.at[key]
	if !ok {
		return thing, false
	}
	s.order.MoveToFront(e)
	return e.Value.(shelved[V]).thing, true
}

// put keeps a thing of so many bytes, and lets go of what was not asked for the
// longest where there is no room for both. What would fill more than an eighth
// of the room is not kept.
func (s *shelf[V]) put(key string, thing V, size, room int) {
	if size > room/8 {
		return
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.at == nil {
		s.at = map[string]*list.Element{}
	}
	if e, ok := s.at[key]; ok {
		s.drop(e)
	}
	for s.used+size > room {
		s.drop(s.order.Back())
	}
	s.at[key] = s.order.PushFront(shelved[V]{key, thing, size})
	s.used += size
}

// all yields what is there, by key, as it stands.
func (s *shelf[V]) all() iter.Seq2[string, V] {
	s.lock.Lock()
	defer s.lock.Unlock()
	there := make(map[string]V, len(s.at))
	for key, e := range s.at {
		there[key] = e.Value.(shelved[V]).thing
	}
	return maps.All(there)
}

func (s *shelf[V]) drop(e *list.Element) {
	old := s.order.Remove(e).(shelved[V])
	delete(s.at, old.key)
	s.used -= old.size
}
