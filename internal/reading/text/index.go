package text

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// index finds words and trie edges while reading. It is made from the
// vocabulary's maps when the first text is analysed; linear probing over flat
// slices costs a third of what the maps do.
type index struct {
	words  []wordSlot
	shift  uint     // of a key's product, to a place in words
	folded []byte   // all words, one behind the other
	ends   []uint32 // by WordID: where a word ends in folded; it begins where the one before ends
	single [utf8.RuneSelf]WordID
	edges  []edgeSlot

	nodes     []flatNode
	terminals []flatTerminal // of all nodes, one behind the other
	capitals  []Shape        // of all terminals that demand some behind the first word
}

// flatNode is a node of the trie: where its terminals begin, how many it has, and a
// set of the words it has an edge by, which saves most searches for an edge. The node of
// a phrase's first word has the word's number; a word that begins no phrase has a
// node with nothing in it.
type flatNode struct {
	first int32
	count uint16
	hints Hints // of the word, where it is a phrase's first
	next  uint64
}

// flatTerminal is a terminal in twelve bytes: most tokens look at several.
type flatTerminal struct {
	ref      int32
	behind   int32 // where the capitals of the words behind the first stand; -1 where none are demanded
	category Category
	capital  Shape
}

// nextBit is the place of a word in the set of a node: two words may share one.
// The word that the vocabulary lacks has none.
func nextBit(w WordID) uint64 {
	if w == 0 {
		return 0
	}
	return 1 << (w & 63)
}

// wordSlot holds a word by its key, which is all of a word of less than eight bytes.
type wordSlot struct {
	key  uint64
	id   WordID
	size uint32 // of the word, in bytes
}

type edgeSlot struct {
	key  uint64 // node and word; 0 is empty, for no edge leaves node 0 by word 0
	next int32
}

func newIndex(v *Vocabulary) index {
	x := index{words: make([]wordSlot, tableSize(len(v.words))), ends: make([]uint32, 1, len(v.words)+1), edges: make([]edgeSlot, tableSize(len(v.edges)))}
	x.shift = 64 - uint(bits.Len(uint(len(x.words)-1)))
	byID := make([]string, len(v.words)+1)
	for w, id := range v.words {
		byID[id] = w
	}
	for id := 1; id < len(byID); id++ {
		x.addWord(byID[id], WordID(id))
	}
	at := x.placeNodes(v)
	for e, next := range v.edges {
		x.nodes[at[e.node]].next |= nextBit(e.word)
		key := edgeKey(at[e.node], e.word)
		i := hashEdge(key) & uint32(len(x.edges)-1)
		for x.edges[i].key != 0 {
			i = (i + 1) & uint32(len(x.edges)-1)
		}
		x.edges[i] = edgeSlot{key, at[next]}
	}
	return x
}

// placeNodes lays the trie's nodes out, first those of first words by the number of
// the word, and returns where each went.
func (x *index) placeNodes(v *Vocabulary) []int32 {
	at := make([]int32, len(v.nodes))
	for w, n := range v.first {
		at[n] = int32(w)
	}
	at[0] = 0
	next := int32(len(v.first))
	for n := 1; n < len(at); n++ {
		if at[n] == 0 {
			at[n] = next
			next++
		}
	}
	x.nodes = make([]flatNode, next)
	for n, node := range v.nodes {
		to := &x.nodes[at[n]]
		to.first = int32(len(x.terminals))
		for _, t := range node.ends {
			x.addTerminal(t)
		}
		to.count = uint16(len(node.ends))
	}
	for w, h := range v.hints {
		x.nodes[w].hints = h
	}
	return at
}

func (x *index) addTerminal(t terminal) {
	behind := int32(-1)
	if slices.ContainsFunc(t.capitals, func(c Shape) bool { return c != 0 }) {
		behind = int32(len(x.capitals))
		x.capitals = append(x.capitals, t.capitals...)
	}
	x.terminals = append(x.terminals, flatTerminal{t.ref, behind, t.category, t.capital})
}

func (x *index) addWord(w string, id WordID) {
	x.folded = append(x.folded, w...)
	x.ends = append(x.ends, uint32(len(x.folded)))
	if len(w) == 1 && w[0] < utf8.RuneSelf {
		x.single[w[0]] = id
	}
	key := wordKey([]byte(w))
	i := x.place(key)
	for x.words[i].id != 0 {
		i = (i + 1) & (len(x.words) - 1)
	}
	x.words[i] = wordSlot{key, id, uint32(len(w))}
}

// place is where the search for a key begins.
func (x *index) place(key uint64) int { return int(key * golden >> x.shift) }

// tableSize returns a power of two that leaves half of the table empty.
func tableSize(n int) int { return 1 << bits.Len(uint(2*n+1)) }

// word returns the number of a folded word, or 0.
func (x *index) word(folded []byte) WordID {
	return x.plain(wordKey(folded), folded)
}

// plain is [index.word] where the key is known.
func (x *index) plain(key uint64, folded []byte) WordID {
	if len(folded) == 1 && folded[0] < utf8.RuneSelf {
		return x.single[folded[0]]
	}
	return x.find(key, folded)
}

// find returns the number of the word with a key, or 0.
func (x *index) find(key uint64, folded []byte) WordID {
	if len(x.words) == 0 {
		return 0
	}
	for i := x.place(key); ; i = (i + 1) & (len(x.words) - 1) {
		s := &x.words[i]
		if s.id == 0 {
			return 0
		}
		if s.key == key && int(s.size) == len(folded) && (len(folded) < 8 || string(x.folded[x.ends[s.id-1]:x.ends[s.id]]) == string(folded)) {
			return s.id
		}
	}
}

// edge returns the node that a word leads to, or 0.
func (x *index) edge(node int32, w WordID) int32 {
	key := edgeKey(node, w)
	for i := hashEdge(key) & uint32(len(x.edges)-1); x.edges[i].key != 0; i = (i + 1) & uint32(len(x.edges)-1) {
		if x.edges[i].key == key {
			return x.edges[i].next
		}
	}
	return 0
}

func edgeKey(node int32, w WordID) uint64 { return uint64(node)<<32 | uint64(w) }

func hashEdge(key uint64) uint32 { return uint32((key * golden) >> 32) }

// golden spreads keys over a table: 2^64 divided by the golden ratio.
const golden = 0x9E3779B97F4A7C15

// wordKey is the bytes of a word in one number: eight at a time are mixed in, and
// what is left, less than eight, is added as it is.
func wordKey(b []byte) (key uint64) {
	for ; len(b) >= 8; b = b[8:] {
		key = mixEight(key, binary.LittleEndian.Uint64(b))
	}
	for i, c := range b {
		key ^= uint64(c) << (8 * i)
	}
	return key
}

func mixEight(key, eight uint64) uint64 {
	key = (key ^ eight) * golden
	return key ^ key>>29
}
