package page

import (
	"encoding/json"
	"html"
	"slices"
	"strings"
)

// thing is one object of schema.org as JSON-LD writes it.
type thing map[string]any

// articleTypes are the types of schema.org that a report comes as, the surest
// first; a name that ends in NewsArticle (ReportageNewsArticle) is one too.
var articleTypes = []string{"newsarticle", "article", "report", "blogposting", "reportage", "liveblogposting", "advertisercontentarticle", "claimreview", "specialannouncement", "governmentservice", "webpage"}

// maxThings is how many objects of one page are looked at.
const maxThings = 2_000

// articleData returns the objects of the page's JSON-LD that may be its report,
// the surest first.
func (d *document) articleData() []thing {
	var all []thing
	for _, script := range d.data {
		collect(decodeData(script), &all)
	}
	linkNames(all)
	slices.SortStableFunc(all, func(a, b thing) int { return a.rank() - b.rank() })
	end := slices.IndexFunc(all, func(t thing) bool { return t.rank() == len(articleTypes) })
	if end < 0 {
		end = len(all)
	}
	return all[:end]
}

// linkNames gives objects that only point at another ("publisher": {"@id": …})
// the name of what they point at.
func linkNames(all []thing) {
	names := map[string]string{}
	for _, t := range all {
		if id, ok := t["@id"].(string); ok && t.text("name") != "" {
			names[id] = t.text("name")
		}
	}
	for _, t := range all {
		for _, field := range []string{"publisher", "author"} {
			for _, v := range append(list(t[field]), t[field]) {
				if o, ok := v.(map[string]any); ok && o["name"] == nil {
					if id, _ := o["@id"].(string); names[id] != "" {
						o["name"] = names[id]
					}
				}
			}
		}
	}
}

func list(v any) []any {
	all, _ := v.([]any)
	return all
}

// decodeData reads a script leniently: in comments or CDATA, with raw line ends
// inside strings, or with a semicolon at the end. Broken data is no data.
func decodeData(script string) any {
	s := strings.TrimSpace(script)
	for _, wrap := range [][2]string{{"<!--", "-->"}, {"//<![CDATA[", "//]]>"}, {"<![CDATA[", "]]>"}, {"/*<![CDATA[*/", "/*]]>*/"}} {
		s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, wrap[0]), wrap[1]))
	}
	s = strings.TrimSuffix(s, ";")
	s = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
	var v any
	if json.Unmarshal([]byte(s), &v) != nil {
		return nil
	}
	return v
}

// collect gathers the objects of a list, a graph, or a page's main entity.
func collect(v any, all *[]thing) {
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			collect(item, all)
		}
	case map[string]any:
		if len(*all) < maxThings {
			*all = append(*all, v)
			collect(v["@graph"], all)
			collect(v["mainEntity"], all)
		}
	}
}

// rank orders things by how surely they are the report; len(articleTypes) for
// what is none.
func (t thing) rank() int {
	best := len(articleTypes)
	for _, name := range texts(t["@type"]) {
		name = strings.ToLower(name[strings.LastIndexAny(name, "/:")+1:])
		if strings.HasSuffix(name, "newsarticle") {
			return 0
		}
		if i := slices.Index(articleTypes, name); i >= 0 {
			best = min(best, i)
		}
	}
	return best
}

// text returns a field as text: a string, the name of an object, or the first
// that a list has.
func (t thing) text(field string) string {
	if all := texts(t[field]); len(all) > 0 {
		return all[0]
	}
	return ""
}

// texts returns all texts of a value.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		if s := squeeze(html.UnescapeString(v)); s != "" {
			return []string{s}
		}
	case map[string]any:
		for _, name := range []string{"name", "@value", "@id"} {
			if s, ok := v[name].(string); ok && s != "" {
				return texts(s)
			}
		}
	case []any:
		var all []string
		for _, item := range v {
			if _, nested := item.([]any); !nested && len(all) < 20 {
				all = append(all, texts(item)...)
			}
		}
		return all
	}
	return nil
}
