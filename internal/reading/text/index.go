package text

import (
	"cmp"
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
	shift  uint                  // of a key's product, to a place in words
	folded []byte                // all words, one behind the other
	ends   []uint32              // by WordID: where a word ends in folded; it begins where the one before ends
	single [utf8.RuneSelf]WordID // of one character, large or small

	nodes     []flatNode
	edges     []flatEdge     // of all nodes, one behind the other
	terminals []flatTerminal // of all nodes, one behind the other
	capitals  []Shape        // of all terminals that demand some behind the first word
}

// flatNode is a node of the trie: where its terminals begin and how many it has, where
// its edges begin, and a set of the words it has an edge by, which saves most searches
// for an edge. The node of a phrase's first word has the word's number; a word that
// begins no phrase has a node with nothing in it but its hints.
type flatNode struct {
	next  uint64
	first int32
	count int32
	edges int32
	hints Hints // of the word, where it is a phrase's first
}

// flatEdge leads from a node by a word to another node. A node has one edge for each
// bit of its set, in the order of the bits; of words that share a bit, one edge leads
// to the other.
type flatEdge struct {
	word WordID
	next int32
	more int32 // the edge by another word of the same bit; 0 where there is none
}

// flatTerminal is a terminal in twelve bytes: most tokens look at several.
type flatTerminal struct {
	ref      int32
	behind   int32 // where the capitals of the words behind the first stand; -1 where none are demanded
	category Category
	capital  Shape
}

// nextBit is the place of a word in the set of a node. Words may share one, and the word
// that the vocabulary lacks has one too, though no edge leads by it.
func nextBit(w WordID) uint64 { return 1 << (w & 63) }

// wordSlot holds a word by its key, which is all of a word of less than eight bytes.
type wordSlot struct {
	key  uint64
	id   WordID
	size uint32 // of the word, in bytes
}

func newIndex(v *Vocabulary) index {
	x := index{words: make([]wordSlot, tableSize(len(v.words))), ends: make([]uint32, 1, len(v.words)+1)}
	x.shift = 64 - uint(bits.Len(uint(len(x.words)-1)))
	byID := make([]string, len(v.words)+1)
	for w, id := range v.words {
		byID[id] = w
	}
	for id := 1; id < len(byID); id++ {
		x.addWord(byID[id], WordID(id))
	}
	from := x.placeNodes(v)
	x.placeEdges(v, from)
	return x
}

// placeNodes lays the trie's nodes out with their terminals, first those of first words
// by the number of the word, and returns which node of the vocabulary stands where.
func (x *index) placeNodes(v *Vocabulary) (from []int32) {
	from = append(from, v.first...)
	placed := make([]bool, len(v.nodes))
	for _, n := range from {
		placed[n] = true
	}
	for n := 1; n < len(v.nodes); n++ {
		if !placed[n] {
			from = append(from, int32(n))
		}
	}
	x.nodes = make([]flatNode, len(from))
	for i, n := range from {
		x.nodes[i].first, x.nodes[i].count = int32(len(x.terminals)), int32(len(v.nodes[n].ends))
		for _, t := range v.nodes[n].ends {
			x.addTerminal(t)
		}
	}
	for w, h := range v.hints {
		x.nodes[w].hints = h
	}
	return from
}

// placeEdges lays the edges of the nodes out; from tells which node of the vocabulary
// stands where.
func (x *index) placeEdges(v *Vocabulary, from []int32) {
	at := make([]int32, len(v.nodes))
	for i, n := range from {
		at[n] = int32(i)
	}
	leaving := make([][]flatEdge, len(from))
	for e, next := range v.edges {
		leaving[at[e.node]] = append(leaving[at[e.node]], flatEdge{word: e.word, next: at[next]})
	}
	x.edges = make([]flatEdge, 1, len(v.edges)+1) // none is the first: 0 leads to no other
	for i, edges := range leaving {
		x.nodes[i].edges = int32(len(x.edges))
		x.nodes[i].next = x.addEdges(edges)
	}
}

// addEdges lays out the edges of a node and returns the set of their words.
func (x *index) addEdges(edges []flatEdge) (set uint64) {
	slices.SortFunc(edges, func(a, b flatEdge) int {
		return cmp.Or(bits.TrailingZeros64(nextBit(a.word))-bits.TrailingZeros64(nextBit(b.word)), int(a.word)-int(b.word))
	})
	var others []flatEdge // whose bit an edge before them has
	base := len(x.edges)
	for _, e := range edges {
		if set&nextBit(e.word) != 0 {
			others = append(others, e)
			continue
		}
		set |= nextBit(e.word)
		x.edges = append(x.edges, e)
	}
	for _, e := range others {
		head := &x.edges[base+bits.OnesCount64(set&(nextBit(e.word)-1))]
		e.more, head.more = head.more, int32(len(x.edges))
		x.edges = append(x.edges, e)
	}
	return set
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
		if classes[w[0]] == letter {
			x.single[w[0]-'a'+'A'] = id
		}
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
func (x *index) word(folded []byte) WordID { return x.find(wordKey(folded), folded) }

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

// edge returns the node that a word leads to, or 0; the word's bit is in the node's set.
func (x *index) edge(n *flatNode, w WordID) int32 {
	e := &x.edges[int(n.edges)+bits.OnesCount64(n.next&(nextBit(w)-1))]
	for e.word != w {
		if e.more == 0 {
			return 0
		}
		e = &x.edges[e.more]
	}
	return e.next
}

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
