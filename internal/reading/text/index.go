package text

import (
	"math/bits"
	"unicode/utf8"
)

// index finds words and trie edges while reading. It is made from the
// vocabulary's maps when the first text is analysed; linear probing over flat
// slices costs a third of what the maps do. A word's slot is eight bytes, so
// that most words of a text, which the vocabulary lacks, end at one cache line.
type index struct {
	words  []wordSlot
	folded []byte   // all words, one behind the other
	ends   []uint32 // by WordID: where a word ends in folded; it begins where the one before ends
	single [utf8.RuneSelf]WordID
	edges  []edgeSlot

	nodes     []flatNode
	terminals []terminal // of all nodes, one behind the other
}

// flatNode is a node of the trie: the terminals from first to end, and a set of
// the words it has an edge by, which saves most searches for an edge.
type flatNode struct {
	first, end int32
	next       uint64
}

// nextBit is the place of a word in the set of a node: two words may share one.
// The word that the vocabulary lacks has none.
func nextBit(w WordID) uint64 {
	if w == 0 {
		return 0
	}
	return 1 << (w & 63)
}

type wordSlot struct {
	hash uint32
	id   WordID
}

type edgeSlot struct {
	key  uint64 // node and word; 0 is empty, for no edge leaves node 0 by word 0
	next int32
}

func newIndex(v *Vocabulary) index {
	x := index{words: make([]wordSlot, tableSize(len(v.words))), ends: make([]uint32, 1, len(v.words)+1), edges: make([]edgeSlot, tableSize(len(v.edges))), nodes: make([]flatNode, len(v.nodes))}
	byID := make([]string, len(v.words)+1)
	for w, id := range v.words {
		byID[id] = w
	}
	for id := 1; id < len(byID); id++ {
		x.addWord(byID[id], WordID(id))
	}
	for i, n := range v.nodes {
		x.nodes[i] = flatNode{first: int32(len(x.terminals)), end: int32(len(x.terminals) + len(n.ends))}
		x.terminals = append(x.terminals, n.ends...)
	}
	for e, next := range v.edges {
		x.nodes[e.node].next |= nextBit(e.word)
		key := edgeKey(e.node, e.word)
		i := hashEdge(key) & uint32(len(x.edges)-1)
		for x.edges[i].key != 0 {
			i = (i + 1) & uint32(len(x.edges)-1)
		}
		x.edges[i] = edgeSlot{key, next}
	}
	return x
}

func (x *index) addWord(w string, id WordID) {
	x.folded = append(x.folded, w...)
	x.ends = append(x.ends, uint32(len(x.folded)))
	if len(w) == 1 && w[0] < utf8.RuneSelf {
		x.single[w[0]] = id
	}
	h := hashWord([]byte(w))
	i := h & uint32(len(x.words)-1)
	for x.words[i].id != 0 {
		i = (i + 1) & uint32(len(x.words)-1)
	}
	x.words[i] = wordSlot{h, id}
}

// tableSize returns a power of two that leaves half of the table empty.
func tableSize(n int) int { return 1 << bits.Len(uint(2*n+1)) }

// word returns the number of a folded word with its hash, or 0.
func (x *index) word(folded []byte, h uint32) WordID {
	if len(folded) == 1 && folded[0] < utf8.RuneSelf {
		return x.single[folded[0]]
	}
	for i := h & uint32(len(x.words)-1); x.words[i].id != 0; i = (i + 1) & uint32(len(x.words)-1) {
		if s := x.words[i]; s.hash == h && string(x.folded[x.ends[s.id-1]:x.ends[s.id]]) == string(folded) {
			return s.id
		}
	}
	return 0
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

func hashEdge(key uint64) uint32 { return uint32((key * 0x9E3779B97F4A7C15) >> 32) }

// hashWord is FNV-1a.
func hashWord(b []byte) uint32 {
	h := uint32(hashStart)
	for _, c := range b {
		h = hashByte(h, c)
	}
	return h
}

const hashStart = 2166136261

func hashByte(h uint32, c byte) uint32 { return (h ^ uint32(c)) * 16777619 }
