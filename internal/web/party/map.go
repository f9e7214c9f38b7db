package party

import (
	"context"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"pledgebook/internal/drawing"
	"pledgebook/internal/locating"
	"pledgebook/internal/reporting"
	"pledgebook/internal/web"
	"pledgebook/internal/wording"
)

// Degrees of latitude that the map shows; mapWidth and mapHeight are its size in
// its own units.
const (
	north, south = 80.0, -56.0
	mapWidth     = 720.0
	mapHeight    = (north - south) * 2
)

// onMap is a place in the map's own units: longitudes and latitudes drawn alike.
func onMap(p locating.Place) (x, y float64) { return (p.Longitude + 180) * 2, (north - p.Latitude) * 2 }

// coasts are the outlines of land as SVG draws them.
var coasts = sync.OnceValue(func() string {
	var path strings.Builder
	for _, outline := range locating.Coasts() {
		command := "M"
		for _, p := range outline {
			x, y := onMap(p)
			path.WriteString(command + short(x) + " " + short(y))
			command = "L"
		}
		path.WriteString("Z")
	}
	return path.String()
})

func short(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// dot is a party on the map; its area grows with its entries.
type dot struct {
	x, y, r float64
	count   reporting.PartyCount
}

const (
	// largestDot is the radius of the party with the most entries.
	largestDot  = 15.0
	smallestDot = 1.5
)

// dotted are the parties that have a place, the largest first, so that small
// dots lie on top.
func dotted(all []reporting.PartyCount) (dots []dot) {
	most := 1
	for _, c := range all {
		if _, ok := locating.Of(c.Party); ok {
			most = max(most, c.Entries)
		}
	}
	for _, c := range all {
		if at, ok := locating.Of(c.Party); ok {
			x, y := onMap(at)
			dots = append(dots, dot{x, y, max(smallestDot, largestDot*math.Sqrt(float64(c.Entries)/float64(most))), c})
		}
	}
	return dots
}

// mapFile answers with the map as a file.
func (s side) mapFile(d *web.Desk, w http.ResponseWriter, r *http.Request, extension string) error {
	v, err := d.View(r.Context())
	if err != nil {
		return err
	}
	all := v.Counted(s.role)
	return web.Picture{Name: string(s.role) + "s-map", Table: mapTable(web.Speaking(r.Context(), wording.English), all), Drawing: s.drawnMap(r.Context(), dotted(all))}.Serve(w, extension)
}

func (s side) mapPath() string { return "/" + string(s.role) + "s/map" }

// mapTable is what the map is drawn from: all parties, also those without a place.
func mapTable(ctx context.Context, all []reporting.PartyCount) [][]string {
	rows := [][]string{{"party", "name", "entries", "open", "overdue", "told_last", "latitude", "longitude"}}
	for _, c := range all {
		latitude, longitude := "", ""
		if p, ok := locating.Of(c.Party); ok {
			latitude, longitude = degrees(p.Latitude), degrees(p.Longitude)
		}
		rows = append(rows, []string{string(c.Party), web.Party(ctx, c.Party), strconv.Itoa(c.Entries), strconv.Itoa(c.Open), strconv.Itoa(c.Overdue), c.Latest.String(), latitude, longitude})
	}
	return rows
}

func degrees(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

const (
	// mostNamed is how many parties the picture names, as far as their names leave
	// each other room; nameSize is the size of a name.
	mostNamed = 12
	nameSize  = 13
)

// label is a name on the picture, on its dot or below it; x is its middle.
type label struct {
	words   string
	x, y, w float64
}

func labelAt(words string, x, y float64) label {
	return label{words, x, y, drawing.Wide(words, nameSize, true)}
}

// meets reports whether two names would touch.
func (l label) meets(other label) bool {
	const apart = 4
	return math.Abs(l.x-other.x) < (l.w+other.w)/2+apart && l.y < other.y+nameSize+apart && other.y < l.y+nameSize+apart
}

// drawnMap draws the map for a file that stands alone; the largest dots bear names.
func (s side) drawnMap(ctx context.Context, dots []dot) drawing.Drawing {
	words := make([]string, len(dots))
	for i, p := range dots {
		words[i] = web.Party(ctx, p.count.Party) + ": " + web.Number(ctx, p.count.Entries, "entry")
	}
	d, y := web.Framed(web.Say(ctx, titles[s.role]), strings.Join(words, "; "))
	scale := (float64(d.Width) - 2*web.FrameMargin) / mapWidth
	at := func(x, y0 float64) drawing.Corner {
		return drawing.Corner{X: web.FrameMargin + x*scale, Y: y + y0*scale}
	}
	for _, outline := range locating.Coasts() {
		land := drawing.Area{Ink: drawing.Track}
		for _, p := range outline {
			land.Corners = append(land.Corners, at(onMap(p)))
		}
		d.Add(land)
	}
	for _, p := range dots {
		c := at(p.x, p.y)
		d.Add(drawing.Dot{X: c.X, Y: c.Y, R: p.r * scale, Ink: drawing.Reported})
	}
	var named []label
	for _, p := range dots {
		c := at(p.x, p.y)
		l := labelAt(web.Party(ctx, p.count.Party), c.X, c.Y+5)
		if p.r*scale < l.w/3 { // too small to bear its name
			l.y = c.Y + p.r*scale + nameSize
		}
		if len(named) < mostNamed && !slices.ContainsFunc(named, l.meets) {
			named = append(named, l)
			d.Add(drawing.Text{X: l.x, Y: l.y, Size: nameSize, Bold: true, Anchor: drawing.Middle, Ink: drawing.Black, Words: l.words})
		}
	}
	web.Signed(&d, y+mapHeight*scale, web.Say(ctx, "The larger a dot, the more entries."))
	return d
}
