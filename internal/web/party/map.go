package party

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"

	"pledgebook"
	"pledgebook/internal/reporting"
)

// The tables hold rough facts alone: the middle of each country and the coasts
// of the continents to the nearest degree, enough to tell where a dot lies.
var (
	//go:embed places.tsv
	placesFile string
	//go:embed coasts.tsv
	coastsFile string
)

// Degrees of latitude that the map shows; mapWidth is its width in its own units.
const (
	north, south = 80.0, -56.0
	mapWidth     = 720.0
)

// onMap is a place in the map's own units: longitudes and latitudes drawn alike.
func onMap(lon, lat float64) (x, y float64) { return (lon + 180) * 2, (north - lat) * 2 }

var places = sync.OnceValue(func() map[pledgebook.PartyID][2]float64 {
	all := map[pledgebook.PartyID][2]float64{}
	for line := range strings.Lines(placesFile) {
		cells := strings.Fields(line)
		if len(cells) < 3 {
			continue
		}
		lat, errLat := strconv.ParseFloat(cells[1], 64)
		lon, errLon := strconv.ParseFloat(cells[2], 64)
		if errLat == nil && errLon == nil {
			all[pledgebook.PartyID(cells[0])] = [2]float64{lon, lat}
		}
	}
	return all
})

// coasts are the outlines of land as SVG draws them.
var coasts = sync.OnceValue(func() string {
	var path strings.Builder
	for line := range strings.Lines(coastsFile) {
		_, points, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		for i, p := range strings.Fields(points) {
			lonWord, latWord, _ := strings.Cut(p, ",")
			lon, errLon := strconv.ParseFloat(lonWord, 64)
			lat, errLat := strconv.ParseFloat(latWord, 64)
			if errLon != nil || errLat != nil {
				continue
			}
			command := "L"
			if i == 0 {
				command = "M"
			}
			x, y := onMap(lon, lat)
			path.WriteString(command + short(x) + " " + short(y))
		}
		path.WriteString("Z")
	}
	return path.String()
})

func short(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

// dot is a party on the map; its area grows with its entries.
type dot struct {
	x, y, r string
	count   reporting.PartyCount
}

// largestDot is the radius of the party with the most entries.
const largestDot = 15.0

// dotted are the parties that have a place, the largest first, so that small
// dots lie on top.
func dotted(all []reporting.PartyCount) (dots []dot) {
	most := 1
	for _, c := range all {
		if _, ok := places()[c.Party]; ok {
			most = max(most, c.Entries)
		}
	}
	for _, c := range all {
		at, ok := places()[c.Party]
		if !ok {
			continue
		}
		x, y := onMap(at[0], at[1])
		dots = append(dots, dot{short(x), short(y), short(max(1.5, largestDot*math.Sqrt(float64(c.Entries)/float64(most)))), c})
	}
	return dots
}
